import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

import { describe, expect, it } from "vitest";

import { findFailure } from "@/lib/core/errors";
import { openPost, type PostOptions } from "@/lib/spark/transport/post";

const NOW = new Date("2026-11-29T00:00:00Z");
const timeouts = { connectTimeoutMs: 2000, firstFrameTimeoutMs: 2000, idleTimeoutMs: 2000 };

/** Starts a service with the given answer. */
async function startPeer(answer: RequestListener) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/path?a=b`);
  return {
    url,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function ask(url: URL, more: Partial<PostOptions> = {}) {
  const told: string[] = [];
  let leave: () => void = () => {};
  const gone = new Promise<void>((resolve) => (leave = resolve));
  const options: PostOptions = {
    url,
    bearer: undefined,
    message: '{"问":1}',
    maxBytes: 1000,
    signal: new AbortController().signal,
    timeouts,
    now: () => NOW,
    onSent: () => told.push("sent"),
    onGone: () => {
      told.push("gone");
      leave();
    },
    ...more,
  };
  const outcome = await openPost(options).then(
    (text) => ({ text, failure: undefined, error: undefined }),
    (error: unknown) => ({ text: undefined, failure: findFailure(error), error }),
  );
  await gone;
  return { ...outcome, told };
}

const refuse = (status: number, body: string, headers: Record<string, string> = {}) =>
  startPeer((_, response) => void response.writeHead(status, headers).end(body));

describe("openPost", () => {
  it("posts the JSON and returns the answer, over one connection for several requests", async () => {
    const sockets = new Set<unknown>();
    await using peer = await startPeer((request, response) => {
      sockets.add(request.socket);
      let body = "";
      request.on("data", (part) => (body += part));
      request.on("end", () => response.end(`${request.method} ${request.url} ${body}`));
    });
    for (let time = 0; time < 3; time += 1) {
      const { text, told } = await ask(peer.url);
      expect(text).toBe('POST /path?a=b {"问":1}');
      expect(told).toEqual(["sent", "gone"]);
    }
    expect(sockets.size).toBe(1);
  });

  it("sends the bearer token, or none if the URL is signed", async () => {
    await using peer = await startPeer((request, response) => {
      response.end(String(request.headers.authorization));
    });
    expect((await ask(peer.url, { bearer: "key" })).text).toBe("Bearer key");
    expect((await ask(peer.url)).text).toBe("undefined");
  });

  it("joins an answer that is split anywhere, even inside a character", async () => {
    const bytes = Buffer.from("你好😀");
    await using peer = await startPeer(async (_, response) => {
      for (const byte of bytes) {
        response.write(Buffer.from([byte]));
        await new Promise(setImmediate);
      }
      response.end();
    });
    expect((await ask(peer.url)).text).toBe("你好😀");
  });

  it.each<[what: string, status: number, body: string, facts: object]>([
    ["a code", 500, '{"header":{"code":11202,"message":"licc failed"}}', { code: 11_202 }],
    ["MaaS's integer code", 400, '{"error":{"code":10005,"message":"x"}}', { code: 10_005 }],
    ["words", 401, '{"message":"HMAC signature does not match"}', { status: 401 }],
    ["a page", 404, "<html>", { status: 404, reason: "" }],
  ])("reads a rejection by %s", async (_, status, body, facts) => {
    await using peer = await refuse(status, body);
    expect((await ask(peer.url)).failure).toMatchObject(facts);
  });

  it("measures the clock difference for a signature but not for a bearer token", async () => {
    const date = new Date(NOW.getTime() + 600_000).toUTCString();
    await using peer = await refuse(403, "{}", { date });
    expect((await ask(peer.url)).failure).toMatchObject({ service: "socket", skewSeconds: 600 });
    const { failure } = await ask(peer.url, { bearer: "key" });
    expect(failure).toMatchObject({ service: "http", skewSeconds: null });
  });

  it("rejects an answer above the limit, and one that is not UTF-8", async () => {
    await using large = await refuse(200, "x".repeat(1001));
    expect((await ask(large.url)).failure).toMatchObject({ kind: "spark-invalid" });
    await using wrong = await startPeer((_, response) => response.end(Buffer.from([0xff, 0xfe])));
    expect((await ask(wrong.url)).failure).toMatchObject({ kind: "spark-invalid" });
  });

  it.each<[phase: string, answer: RequestListener, limits: object]>([
    ["first frame", () => {}, { firstFrameTimeoutMs: 40 }],
    ["next frame", (_, response) => void response.write("{"), { idleTimeoutMs: 40 }],
  ])("times out when no %s arrives", async (phase, answer, limits) => {
    await using peer = await startPeer(answer);
    const { failure, told } = await ask(peer.url, { timeouts: { ...timeouts, ...limits } });
    expect(failure).toEqual({ kind: "spark-silent", phase });
    expect(told).toEqual(["sent", "gone"]);
  });

  it.each<[what: string, answer: RequestListener]>([
    ["before the answer", (request) => void request.socket.destroy()],
    [
      "in mid-answer",
      (request, response) => {
        response.writeHead(200, { "content-length": "100" });
        response.write("{", () => request.socket.destroy());
      },
    ],
  ])("reports a connection that ends %s as closed", async (_, answer) => {
    await using peer = await startPeer(answer);
    expect((await ask(peer.url)).failure).toEqual({ kind: "spark-closed", closeCode: 1006 });
  });

  it("reports a port without a listener as unreachable", async () => {
    const { failure } = await ask(new URL("http://127.0.0.1:1/"));
    expect(failure).toEqual({ kind: "spark-unreachable", detail: "ECONNREFUSED" });
  });

  it("rejects with the signal's reason before, during and in the middle of an answer", async () => {
    const early = new AbortController();
    early.abort(new Error("left"));
    const { error, told } = await ask(new URL("http://127.0.0.1:1/"), { signal: early.signal });
    expect([error, told]).toEqual([new Error("left"), ["gone"]]);
    for (const hasBegun of [false, true]) {
      const leaving = new AbortController();
      await using peer = await startPeer((request, response) => {
        if (hasBegun) response.write("{");
        request.on("close", () => response.destroy());
        setImmediate(() => leaving.abort(new Error("left")));
      });
      const outcome = await ask(peer.url, { signal: leaving.signal });
      expect(outcome.error).toEqual(new Error("left"));
    }
  });
});
