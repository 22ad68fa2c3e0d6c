import type { IncomingMessage, ServerResponse } from "node:http";

import type { ByteStream } from "../../../streams/byte-stream";
import type { ByteWriter } from "../../../streams/byte-writer";
import type { Answer } from "../../http/answer";
import { compress } from "../../http/compress";
import { linger } from "../connection/linger";

/** The headers that next.config.js sets on pages, as far as they matter for an API. */
const COMMON_HEADERS = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
};

export type Exchange = {
  request: IncomingMessage;
  response: ServerResponse;
  /** Aborts when the caller leaves. */
  signal: AbortSignal;
  /** The time after which a reader that accepts no data is disconnected. */
  stallMs: number;
};

/** The size of a write. Even a reader of 1 KB per second accepts it within a minute. */
const PIECE_BYTES = 64 * 1024;

/**
 * Writes an answer to its socket, with backpressure from the caller. A stream is awaited by as few
 * functions as possible, because each keeps its variables for as long as the stream lasts.
 */
export function writeAnswer({ status, headers, body }: Answer, exchange: Exchange): Promise<void> {
  const { request, response, stallMs } = exchange;
  const all = { ...COMMON_HEADERS, ...headers };
  linger(request, response);
  endStalled(response, stallMs);
  if (typeof body === "object" && body !== null) {
    response.writeHead(status, all);
    if (request.method !== "HEAD") return writeStream(body, exchange);
    response.end();
    return WRITTEN;
  }
  return writeWhole({ status, headers: all, body: body ?? "" }, exchange);
}

type Whole = { status: number; headers: Record<string, string>; body: string };

async function writeWhole({ status, headers, body }: Whole, exchange: Exchange): Promise<void> {
  const { request, response, stallMs } = exchange;
  const { bytes, coding } = await compress(body, headers, request.headers);
  const length = status === 204 ? {} : { "content-length": String(bytes.length) };
  response.writeHead(status, { ...headers, ...coding, ...length });
  if (request.method === "HEAD") return void response.end();
  let at = 0;
  for (; bytes.length - at > PIECE_BYTES; at += PIECE_BYTES) {
    await send(bytes.subarray(at, at + PIECE_BYTES), response, stallMs);
  }
  response.end(bytes.subarray(at));
}

/** Closes the connection if the reader never accepts the end of an answer. */
function endStalled(response: ServerResponse, stallMs: number): void {
  response.once("prefinish", () => {
    if (response.writableFinished) return;
    const timer = setTimeout(() => response.destroy(), stallMs).unref();
    response.once("close", () => clearTimeout(timer));
  });
}

function writeStream(body: ByteStream, { response, signal, stallMs }: Exchange): Promise<void> {
  return body.pipe(toWriter(response, stallMs), signal).catch(() => {
    // The caller has gone, or a failure could not be sent. A partial answer must not look complete.
    if (!response.writableEnded) response.destroy();
  });
}

function toWriter(response: ServerResponse, stallMs: number): ByteWriter {
  return {
    hasRoom: () => !response.writableNeedDrain,
    write: (bytes) => send(bytes, response, stallMs),
    async close() {
      response.end();
    },
    async abort() {
      response.destroy();
    },
  };
}

const WRITTEN = Promise.resolve();

const send = (bytes: Uint8Array, response: ServerResponse, stallMs: number): Promise<void> =>
  response.write(bytes) ? WRITTEN : drain(response, stallMs);

/** Waits until the reader has accepted the data, and disconnects one that does not in time. */
function drain(response: ServerResponse, stallMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => response.destroy(), stallMs).unref();
    const settle = (act: () => void) => (): void => {
      clearTimeout(timer);
      response.off("drain", onDrain).off("close", onClose);
      act();
    };
    const onDrain = settle(resolve);
    const onClose = settle(() => reject(new Error("The caller has gone.")));
    response.once("drain", onDrain).once("close", onClose);
  });
}
