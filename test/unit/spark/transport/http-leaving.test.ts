import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";

import { describe, expect, it } from "vitest";

import { findFailure, GatewayError } from "@/lib/core/errors";

import { ask, chunk, END, head, play, read, startPeer, STREAM } from "./http-peer";

const A = chunk("data:a\n\n");

/** Long enough for data sent within this process to arrive. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1)
    await new Promise((resolve) => setImmediate(() => resolve(turn)));
}

describe("HTTP transport: client disconnects", () => {
  const reason = new GatewayError({ kind: "caller-gone" });

  async function expectGone(peer: Awaited<ReturnType<typeof startPeer>>, leave: () => unknown) {
    const leftAt = performance.now();
    leave();
    await peer.gone();
    expect(performance.now() - leftAt).toBeLessThan(200);
  }

  it.each([
    ["before the headers", () => {}],
    ["after the headers", play(STREAM)],
    ["in the middle of a rejection", play(head(500, "text/plain", "content-length: 9\r\n"))],
  ])("closes the connection when the client disconnects %s", async (_, act) => {
    await using peer = await startPeer(act);
    const caller = new AbortController();
    const reading = read(ask(peer.url, { signal: caller.signal }));
    await peer.asked;
    await expectGone(peer, () => caller.abort(reason));
    expect(await reading).toMatchObject({ batches: [], error: reason });
  });

  it("closes the connection when the client disconnects during the TLS handshake", async () => {
    await using peer = await startPeer(() => {});
    const connected = new Promise((resolve) => peer.server.once("connection", resolve));
    const caller = new AbortController();
    const reading = read(ask(peer.secureUrl, { signal: caller.signal }));
    await connected;
    await expectGone(peer, () => caller.abort(reason));
    expect((await reading).error).toBe(reason);
  });

  it("sends nothing when the client has already disconnected", async () => {
    await using peer = await startPeer(() => {});
    const reading = read(ask(peer.url, { signal: AbortSignal.abort(reason) }));
    expect((await reading).error).toBe(reason);
    const caller = new AbortController();
    const next = ask(peer.url, { signal: caller.signal }).next();
    caller.abort(reason);
    await expect(next).rejects.toBe(reason);
    expect(peer.sockets).toHaveLength(0);
  });

  it.each([
    ["more is to come", play(STREAM, A)],
    ["all has come", play(STREAM, A, END)],
    [
      "much more has come",
      play(STREAM, A, ...Array.from({ length: 5000 }, () => chunk(`data:${"x".repeat(1000)}\n\n`))),
    ],
  ])("rejects an unread answer when the client disconnects and %s", async (_, act) => {
    await using peer = await startPeer(act);
    const caller = new AbortController();
    const source = ask(peer.url, { signal: caller.signal });
    await source.next();
    caller.abort(reason);
    if (_ !== "all has come") await peer.gone();
    await expect(source.next()).rejects.toBe(reason);
  });

  it("discards unread events when the client disconnects", async () => {
    let socket: Socket | undefined;
    await using peer = await startPeer((peerSocket) => play(STREAM, A)((socket = peerSocket)));
    const caller = new AbortController();
    const source = ask(peer.url, { signal: caller.signal });
    await source.next();
    await new Promise((resolve) => socket?.write(A, resolve));
    await turns(5);
    caller.abort(reason);
    await expect(source.next()).rejects.toBe(reason);
  });

  it("closes the connection when its reader returns mid-answer", async () => {
    await using peer = await startPeer(play(STREAM, A));
    const source = ask(peer.url);
    await source.next();
    await expectGone(peer, () => source.return());
  });

  it("waits for the end of the body after [DONE], but not forever", async () => {
    await using peer = await startPeer(play(STREAM, A, chunk("data:[DONE]\n\n")));
    const source = ask(peer.url);
    expect((await source.next()).value).toEqual(["a", "[DONE]"]);
    await source.return();
    expect(peer.sockets[0]?.readableEnded).toBe(false);
    await peer.gone();
  });
});

describe("HTTP transport: keep-alive", () => {
  it("reuses a connection after an answer and after a rejection", async () => {
    const sockets = new Set<Socket>();
    let answers = 0;
    let endBody: () => void = () => {};
    const server = createServer((request, response) => {
      sockets.add(request.socket);
      request.resume();
      answers += 1;
      response.writeHead(answers === 2 ? 500 : 200, { "content-type": "text/event-stream" });
      response.write("data: a\n\ndata: [DONE]\n\n");
      endBody = () => void response.end();
      if (answers === 2) endBody();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    for (let round = 0; round < 3; round += 1) {
      const source = ask(url);
      const first = await source.next().catch(findFailure);
      expect(first).toMatchObject(
        round === 1 ? { kind: "spark-handshake" } : { value: ["a", "[DONE]"] },
      );
      await source.return();
      endBody();
      await turns(5);
    }
    expect(answers).toBe(3);
    expect(sockets.size).toBe(1);
    server.closeAllConnections();
    server.close();
  });
});
