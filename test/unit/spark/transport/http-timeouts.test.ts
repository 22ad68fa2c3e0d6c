import type { Socket } from "node:net";

import { describe, expect, it } from "vitest";

import { ask, chunk, END, head, play, read, startPeer, STREAM, TIMEOUTS } from "./http-peer";

const A = chunk("data:a\n\n");

describe("HTTP transport: timeouts", () => {
  const silent = (phase: string) => ({ kind: "spark-silent", phase });

  it("times out when the TLS handshake never completes", async () => {
    await using peer = await startPeer(() => {});
    const timeouts = { ...TIMEOUTS, connectTimeoutMs: 30 };
    const { failure } = await read(ask(peer.secureUrl, { timeouts }));
    expect(failure).toEqual(silent("handshake"));
    await peer.gone();
  });

  it.each([
    ["no headers arrive", () => {}],
    ["only headers arrive", play(STREAM)],
    ["a rejection never ends", play(head(500, "text/plain", "content-length: 9\r\n"))],
    [
      "only comments arrive",
      (socket: Socket) => {
        play(STREAM)(socket);
        const beats = setInterval(() => socket.write(chunk(": beat\n\n")), 5);
        socket.on("close", () => clearInterval(beats));
      },
    ],
  ])("times out when %s", async (_, act) => {
    await using peer = await startPeer(act);
    const timeouts = { ...TIMEOUTS, firstFrameTimeoutMs: 50 };
    const { failure, batches } = await read(ask(peer.url, { timeouts }));
    expect({ failure, batches }).toEqual({ failure: silent("first frame"), batches: [] });
    await peer.gone();
  });

  it("times out when the answer stalls", async () => {
    await using peer = await startPeer(play(STREAM, A));
    const timeouts = { ...TIMEOUTS, idleTimeoutMs: 30 };
    const { failure, batches } = await read(ask(peer.url, { timeouts }));
    expect({ failure, batches }).toEqual({ failure: silent("next frame"), batches: [["a"]] });
    await peer.gone();
  });

  it("applies back-pressure for a slow reader without an idle timeout", async () => {
    const total = 2000;
    const event = chunk(`data:${"x".repeat(16 * 1024)}\n\n`);
    let sent = 0;
    let blocked: () => void = () => {};
    const stuck = new Promise<void>((resolve) => (blocked = resolve));
    await using peer = await startPeer((socket) => {
      socket.write(STREAM);
      const more = (): void => {
        const patience = setTimeout(blocked, 200);
        socket.write(event, () => {
          clearTimeout(patience);
          sent += 1;
          if (sent < total) more();
          else socket.end(END);
        });
      };
      more();
    });
    const source = ask(peer.url, { timeouts: { ...TIMEOUTS, idleTimeoutMs: 150 } });
    const first = await source.next();
    await stuck;
    expect(sent).toBeLessThan(total / 2);
    const { batches, error } = await read(source);
    expect(error).toBeUndefined();
    expect((first.value?.length ?? 0) + batches.flat().length).toBe(total);
  });
});
