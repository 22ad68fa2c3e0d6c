import type { IncomingMessage, ServerResponse } from "node:http";

import type { ByteStream, ByteWriter } from "../../../streams/byte-stream";
import type { Answer } from "../../http/answer";
import { compress } from "./compress";
import { linger } from "./linger";

/** What pages get by next.config.js, as far as it means something to an API. */
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
};

/** Writes an answer onto its socket: as fast as the caller reads, and no faster. */
export async function writeAnswer(
  answer: Answer,
  { request, response, signal }: Exchange,
): Promise<void> {
  const { status, body } = answer;
  const headers = { ...COMMON_HEADERS, ...answer.headers };
  linger(request, response);
  if (typeof body === "object" && body !== null) {
    response.writeHead(status, headers);
    if (request.method === "HEAD") response.end();
    else await writeStream(body, response, signal);
    return;
  }
  const { bytes, coding } = await compress(body ?? "", headers, request.headers);
  const length = status === 204 ? {} : { "content-length": String(bytes.length) };
  response.writeHead(status, { ...headers, ...coding, ...length });
  response.end(request.method === "HEAD" ? undefined : bytes);
}

async function writeStream(
  body: ByteStream,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  try {
    await body.pipe(toWriter(response), signal);
  } catch {
    // The caller has gone, or a failure could not be written: half an answer must not look whole.
    if (!response.writableEnded) response.destroy();
  }
}

function toWriter(response: ServerResponse): ByteWriter {
  return {
    get desiredSize() {
      return response.writableNeedDrain ? 0 : 1;
    },
    write: (bytes) => (response.write(bytes) ? WRITTEN : drain(response)),
    async close() {
      response.end();
    },
    async abort() {
      response.destroy();
    },
  };
}

const WRITTEN = Promise.resolve();

function drain(response: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => (): void => {
      response.off("drain", onDrain).off("close", onClose);
      act();
    };
    const onDrain = settle(resolve);
    const onClose = settle(() => reject(new Error("The caller has gone.")));
    response.once("drain", onDrain).once("close", onClose);
  });
}
