import type { Socket } from "node:net";

import { describe, expect, it } from "vitest";

import {
  ask,
  chunk,
  END,
  head,
  play,
  playAndEnd,
  read,
  startPeer,
  STREAM,
  whole,
} from "./http-peer";

const CLOSED = { kind: "spark-closed", closeCode: 1006 };
const A = chunk("data:a\n\n");
const A_LETTER = Buffer.from("字");

describe("HTTP transport: arriving data", () => {
  it("yields events that arrive together as one batch", async () => {
    await using peer = await startPeer(play(STREAM, A, A, chunk("data: [DONE]\n\n"), END));
    expect((await read(ask(peer.url))).batches).toEqual([["a", "a", "[DONE]"]]);
  });

  it("yields an event that arrives alone as a batch of its own", async () => {
    let socket: Socket | undefined;
    await using peer = await startPeer((peerSocket) => play(STREAM, A)((socket = peerSocket)));
    const source = ask(peer.url);
    expect((await source.next()).value).toEqual(["a"]);
    const next = source.next();
    socket?.write(Buffer.concat([chunk("data: b\n\n"), Buffer.from(END)]));
    expect((await next).value).toEqual(["b"]);
    expect(await source.next()).toEqual({ done: true, value: undefined });
  });

  it.each([
    ["a complete body", playAndEnd(STREAM, A, END), undefined],
    [
      "a body that ends with the connection",
      playAndEnd(head(200, "text/event-stream"), "data:a\n\n"),
      undefined,
    ],
    [
      "JSON in place of events",
      play(whole(200, "application/json", "a".replace("a", '"a"'))),
      undefined,
    ],
    ["an end within a chunk", playAndEnd(STREAM, A, "20\r\ndata:b"), CLOSED],
    ["an end between chunks", playAndEnd(STREAM, A), CLOSED],
    ["an end before the headers", playAndEnd(""), CLOSED],
    ["an end within the headers", playAndEnd("HTTP/1.1 200 OK\r\nconte"), CLOSED],
    [
      "bytes that are not UTF-8",
      play(STREAM, A, chunk(Buffer.from([0xff]))),
      { kind: "spark-invalid", detail: "bytes that are not UTF-8" },
    ],
    [
      "half a character at the end",
      play(STREAM, A, chunk(A_LETTER.subarray(0, 2)), END),
      { kind: "spark-invalid", detail: "bytes that are not UTF-8" },
    ],
    [
      "bytes that are not HTTP",
      play("SSH-2.0-OpenSSH_9.6\r\n"),
      { kind: "spark-invalid", detail: expect.stringContaining("no HTTP") },
    ],
    [
      "an invalid chunk",
      play(STREAM, A, "zz\r\n"),
      { kind: "spark-invalid", detail: expect.stringContaining("no HTTP") },
    ],
    [
      "an HTML page in place of events",
      play(whole(200, "text/html", "<html>")),
      { kind: "spark-invalid", detail: "a body that is neither events nor JSON" },
    ],
    [
      "an empty body in place of events",
      play(whole(200, "application/json", "")),
      { kind: "spark-invalid", detail: "a body that is neither events nor JSON" },
    ],
    [
      "a redirect",
      play("HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n"),
      { kind: "spark-handshake", status: 302 },
    ],
    [
      "an upgrade that was not requested",
      play("HTTP/1.1 101 S\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n"),
      CLOSED,
    ],
  ])("handles %s", async (_, act, expected) => {
    await using peer = await startPeer(act);
    const { batches, failure, error } = await read(ask(peer.url));
    if (expected) expect(failure).toMatchObject(expected);
    else expect({ error, frames: batches.flat() }).toMatchObject({ error: undefined });
    for (const frame of batches.flat()) expect(["a", '"a"', "[DONE]"]).toContain(frame);
    expect(peer.sockets).toHaveLength(1);
  });

  it("yields what arrived before a reset", async () => {
    let socket: Socket | undefined;
    await using peer = await startPeer((peerSocket) => play(STREAM, A)((socket = peerSocket)));
    const source = ask(peer.url);
    expect((await source.next()).value).toEqual(["a"]);
    socket?.resetAndDestroy();
    expect((await read(source)).failure).toEqual(CLOSED);
  });

  it.each([
    ["an endless event", STREAM, "an event above 4 MB"],
    [
      "an endless page",
      head(200, "text/html", "transfer-encoding: chunked\r\n"),
      "a body above 4 MB",
    ],
  ])("rejects %s", async (_, start, detail) => {
    let sent = 0;
    await using peer = await startPeer((socket) => {
      play(start, chunk(start === STREAM ? "data:" : "<html>"))(socket);
      const part = chunk("x".repeat(64 * 1024));
      const more = (): void => {
        while (socket.writable && socket.write(part)) sent += part.length;
        sent += part.length;
      };
      socket.on("drain", more);
      more();
    });
    expect((await read(ask(peer.url))).failure).toEqual({ kind: "spark-invalid", detail });
    await peer.gone();
    expect(sent).toBeLessThan(32 * 1024 * 1024);
  });
});

describe("HTTP transport: unreachable Spark", () => {
  it("reports a closed port, an unknown host and a failed TLS handshake", async () => {
    const port = await (async () => {
      await using peer = await startPeer(() => {});
      return peer.url;
    })();
    const unreachable = (detail: unknown) => ({ kind: "spark-unreachable", detail });
    expect((await read(ask(port))).failure).toEqual(unreachable("ECONNREFUSED"));
    const name = new URL("http://spark.invalid/");
    const { failure } = await read(ask(name));
    expect(failure).toEqual(unreachable(expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/)));

    await using peer = await startPeer(() => {});
    peer.server.on("connection", (socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    const plain = (await read(ask(peer.secureUrl))).failure;
    expect(plain).toEqual(unreachable(expect.stringMatching(/^(EPROTO|ERR_SSL|ECONNRESET)/)));
  });
});
