import type { IncomingMessage, ServerResponse } from "node:http";

import type { ApiRequest } from "../../http/api-request";
import { toApiUrl } from "./paths";

/** What arrived on a socket, as handlers read it. Its signal aborts when the caller leaves. */
export function toRequest(message: IncomingMessage, response: ServerResponse): ApiRequest {
  const leaving = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) leaving.abort();
  });
  return {
    method: message.method ?? "GET",
    url: `http://gateway${toApiUrl(message.url ?? "/")}`,
    headers: toHeaders(message),
    signal: leaving.signal,
    body: hasBody(message) ? toBody(message) : null,
    peer: message.socket.remoteAddress,
  };
}

/** Names and values in turn, as they came: lines of one name are joined, as the web has it. */
function toHeaders({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    headers.append(rawHeaders[at] ?? "", rawHeaders[at + 1] ?? "");
  }
  return headers;
}

function hasBody({ headers }: IncomingMessage): boolean {
  const { "content-length": length, "transfer-encoding": encoding } = headers;
  return encoding !== undefined || (length !== undefined && length !== "0");
}

/** Reads no faster than the handler does. Whoever cancels it hears nothing more, and may still answer. */
function toBody(message: IncomingMessage): ReadableStream<Uint8Array<ArrayBuffer>> {
  message.pause();
  return new ReadableStream(
    {
      start(controller) {
        message.on("data", (part: Buffer<ArrayBuffer>) => {
          message.pause();
          controller.enqueue(part);
        });
        message.once("end", () => controller.close());
        message.once("error", (error) => controller.error(error));
      },
      pull: () => void message.resume(),
      cancel: () => {
        message.removeAllListeners("data").removeAllListeners("end").removeAllListeners("error");
        message.on("error", () => {}).pause();
      },
    },
    { highWaterMark: 0 },
  );
}
