import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

import { findFailure } from "@/lib/core/errors";
import { openHttp, type HttpOptions } from "@/lib/spark/transport/http";

export const TIMEOUTS = {
  connectTimeoutMs: 5000,
  firstFrameTimeoutMs: 5000,
  idleTimeoutMs: 5000,
};
const MESSAGE = JSON.stringify({ model: "lite", stream: true, messages: [{ a: "你" }] });

/**
 * Starts a peer that plays bytes on each connection, once its first request has arrived completely.
 */
export async function startPeer(play: (socket: Socket) => void) {
  const sockets: Socket[] = [];
  let wake: () => void = () => {};
  const asked = new Promise<void>((resolve) => (wake = resolve));
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    let heard = "";
    socket.on("data", (bytes) => {
      const isFirst = !heard.endsWith(MESSAGE);
      heard += bytes.toString();
      if (!isFirst || !heard.endsWith(MESSAGE)) return;
      wake();
      play(socket);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`http://127.0.0.1:${port}/v1/chat/completions`),
    secureUrl: new URL(`https://127.0.0.1:${port}/`),
    sockets,
    server,
    /** Resolves when the first request has arrived. */
    asked,
    /** Resolves when the first connection is gone. */
    gone: async () => {
      const [socket] = sockets;
      // Not `once`, because a reset would make it reject.
      if (socket && !socket.closed) await new Promise((resolve) => socket.on("close", resolve));
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

export const head = (status: number, type: string, rest = ""): string =>
  `HTTP/1.1 ${status} Whatever\r\ncontent-type: ${type}\r\n${rest}\r\n`;
/** The head of a chunked stream, which END ends. */
export const STREAM = head(200, "text/event-stream", "transfer-encoding: chunked\r\n");
export const END = "0\r\n\r\n";
export const chunk = (text: string | Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`${Buffer.byteLength(text).toString(16)}\r\n`),
    Buffer.from(text),
    Buffer.from("\r\n"),
  ]);
export const whole = (status: number, type: string, body: string): string =>
  `${head(status, type, `content-length: ${Buffer.byteLength(body)}\r\n`)}${body}`;

/** Sends these bytes and stays silent. */
export const play = (...parts: (string | Buffer)[]) => {
  return (socket: Socket) =>
    void socket.write(Buffer.concat(parts.map((part) => Buffer.from(part))));
};
export const playAndEnd =
  (...parts: (string | Buffer)[]) =>
  (socket: Socket) => {
    play(...parts)(socket);
    socket.end();
  };

export function ask(url: URL, options: Partial<HttpOptions> = {}) {
  const { signal } = new AbortController();
  return openHttp({
    url,
    password: "p:w",
    toMessage: () => MESSAGE,
    signal,
    timeouts: TIMEOUTS,
    ...options,
  });
}

/** Reads all batches and the reason for the end. */
export async function read(source: AsyncIterable<readonly string[]>) {
  const batches: (readonly string[])[] = [];
  try {
    for await (const batch of source) batches.push(batch);
    return { batches, error: undefined, failure: undefined };
  } catch (error) {
    return { batches, error, failure: findFailure(error) };
  }
}
