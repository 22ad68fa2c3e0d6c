import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";

import type { ApiRequest } from "@/lib/gateway/http/api-request";
import { type Answer, toJsonAnswer } from "@/lib/gateway/http/answer";
import { type AnswerRequest, installDoor } from "@/lib/gateway/server/node/install";
import { createByteStream } from "@/lib/streams/byte-stream";

let answerNow: AnswerRequest = async () => toJsonAnswer({});
// It takes every server of this process that gets a request in the meantime.
let remove = (): void => {};
beforeAll(() => {
  remove = installDoor({
    answer: (asked) => answerNow(asked),
    guardPage: () => true,
    stallMs: 60_000,
    whenSettled: async () => {},
  });
});
afterAll(() => remove());

async function start(answer: AnswerRequest): Promise<{ server: Server; port: number }> {
  answerNow = answer;
  const server = createServer((_, response) => void response.end("a page"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { server, port: (server.address() as AddressInfo).port };
}

async function readAll({ body }: ApiRequest): Promise<string> {
  const reader = body?.getReader();
  const parts: Uint8Array[] = [];
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done || !value) return Buffer.concat(parts).toString("latin1");
    parts.push(value);
  }
}

/**
 * Returns what a raw connection answers to these bytes, once it has been quiet for a turn after its
 * end.
 */
async function exchange(port: number, ...pieces: string[]): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  for (const piece of pieces) {
    socket.write(piece, "latin1");
    await new Promise(setImmediate);
  }
  return text(socket);
}

const source = async function* (
  pieces: readonly string[],
): AsyncGenerator<string, void, undefined> {
  yield* pieces;
};

function toStream(pieces: readonly string[], signal: AbortSignal): Answer {
  const body = createByteStream(source(pieces), {
    heartbeat: "♥",
    heartbeatMs: 10_000,
    signal,
    onCancel: () => {},
    onEnd: async () => {},
  });
  return { status: 200, headers: { "content-type": "text/event-stream" }, body };
}

describe("installDoor", () => {
  it("leaves pages to the existing listeners", async () => {
    const { port } = await start(async () => toJsonAnswer({ ok: true }));
    const page = await fetch(`http://127.0.0.1:${port}/`);
    expect(await page.text()).toBe("a page");
    const api = await fetch(`http://127.0.0.1:${port}/v1/models`);
    expect(await api.json()).toEqual({ ok: true });
  });

  it("passes a handler the method, the path, joined headers, the body and the peer", async () => {
    const { port } = await start(async (asked) =>
      toJsonAnswer({
        method: asked.method,
        path: new URL(asked.url).pathname,
        many: asked.headers.get("X-Many"),
        none: asked.headers.has("x-none"),
        body: await readAll(asked),
        peer: asked.peer,
      }),
    );
    const answer = await exchange(
      port,
      "PUT //v1//x HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx-many: a\r\nX-Many: b\r\n",
      "transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n",
      "2\r\nde\r\n0\r\n\r\n",
    );
    expect(JSON.parse(answer.slice(answer.indexOf("{")))).toEqual({
      method: "PUT",
      path: "/v1/x",
      many: "a, b",
      none: false,
      body: "abcde",
      peer: "127.0.0.1",
    });
  });

  it("answers HEAD with the headers of GET and no body", async () => {
    const { port } = await start(async () => toJsonAnswer({ long: "x".repeat(10) }));
    const response = await fetch(`http://127.0.0.1:${port}/v1/models`, { method: "HEAD" });
    expect(response.headers.get("content-length")).toBe("21");
    expect(await response.text()).toBe("");
  });

  it("sends 100 Continue to a client that waits for it", async () => {
    const { port } = await start(async (asked) => toJsonAnswer({ body: await readAll(asked) }));
    const sent = request({
      port,
      method: "POST",
      path: "/v1/x",
      headers: { expect: "100-continue", "content-length": "2" },
    });
    sent.flushHeaders();
    await once(sent, "continue");
    sent.end("ok");
    const [response] = await once(sent, "response");
    expect(JSON.parse(await text(response))).toEqual({ body: "ok" });
  });

  it("writes a complete stream, however it is split", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: "grapheme" })), async (pieces) => {
        const { port } = await start(async ({ signal }) => toStream(pieces, signal));
        const response = await fetch(`http://127.0.0.1:${port}/v1/x`);
        expect(await response.text()).toBe(pieces.join(""));
      }),
      { numRuns: 30 },
    );
  });

  it("reads a complete body, however it is split", async () => {
    const { port } = await start(async (asked) => toJsonAnswer({ body: await readAll(asked) }));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.stringMatching(/^[a-z]{1,9}$/)), async (pieces) => {
        const body = pieces.join("");
        const head = `POST /v1/x HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n`;
        const answer = await exchange(port, head, ...pieces);
        expect(JSON.parse(answer.slice(answer.indexOf("{")))).toEqual({ body });
      }),
      { numRuns: 30 },
    );
  });

  it("aborts the request's signal only when the caller leaves", async () => {
    const signals: AbortSignal[] = [];
    const asked: (() => void)[] = [];
    const { port } = await start(async ({ signal, url }) => {
      signals.push(signal);
      if (url.endsWith("/wait")) {
        asked.shift()?.();
        await once(signal, "abort");
      }
      return toJsonAnswer({});
    });
    await (await fetch(`http://127.0.0.1:${port}/v1/x`)).text();
    const arrived = new Promise<void>((resolve) => asked.push(resolve));
    const leaving = new AbortController();
    const left = fetch(`http://127.0.0.1:${port}/v1/wait`, { signal: leaving.signal });
    await arrived;
    leaving.abort();
    await expect(left).rejects.toThrow(/abort/i);
    await once(signals[1] ?? new EventTarget(), "abort").catch(() => {});
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, true]);
  });

  it("closes a connection whose handler throws an unexpected error", async () => {
    const { port } = await start(() => Promise.reject(new Error("a bug")));
    await expect(fetch(`http://127.0.0.1:${port}/v1/x`)).rejects.toThrow(/fetch failed/);
  });
});
