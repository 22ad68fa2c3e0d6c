import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";

import { describe, expect, it, onTestFinished } from "vitest";

import type { Answer } from "@/lib/gateway/http/answer";
import { writeAnswer } from "@/lib/gateway/server/node/write-answer";
import { createByteStream } from "@/lib/streams/byte-stream";

const PIECE = "x".repeat(64 * 1024);

/** Returns how an answer ends whose reader accepts nothing. */
async function unread(toAnswer: (onCancel: () => void) => Answer): Promise<string> {
  let left = false;
  const ended = new Promise<string>((resolve) => {
    const server = createServer((request, response) => {
      const leaving = new AbortController();
      response.once("close", () => {
        leaving.abort();
        resolve(response.writableFinished ? "finished" : `cut${left ? ", source left" : ""}`);
      });
      const answer = toAnswer(() => (left = true));
      void writeAnswer(answer, { request, response, signal: leaving.signal, stallMs: 100 }).catch(
        () => {},
      );
    });
    server.listen(0, "127.0.0.1", () => {
      const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
      socket.pause().write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
      onTestFinished(async () => {
        socket.destroy();
        server.closeAllConnections();
        server.close();
        await once(server, "close");
      });
    });
  });
  return ended;
}

async function* endless(): AsyncGenerator<string, void, undefined> {
  for (;;) yield PIECE;
}

describe("a reader that accepts nothing", () => {
  it("is disconnected in mid-stream, which cancels the source", async () => {
    const ended = await unread((onCancel) => ({
      status: 200,
      headers: {},
      body: createByteStream(endless(), {
        heartbeat: "",
        heartbeatMs: 60_000,
        signal: new AbortController().signal,
        onCancel,
        onEnd: async () => {},
      }),
    }));
    expect(ended).toBe("cut, source left");
  });

  it("is disconnected from an answer that was complete", async () => {
    const body = PIECE.repeat(256);
    expect(await unread(() => ({ status: 200, headers: {}, body }))).toBe("cut");
  });
});
