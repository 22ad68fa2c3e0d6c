import type { IncomingMessage, ServerResponse } from "node:http";

import type { ApiRequest, RequestHeaders } from "../../http/api-request";
import { hasBody } from "../connection/has-body";
import { openBody } from "./body-reader";
import { toApiUrl } from "../pages/paths";

/**
 * Converts a request from a socket to what handlers read. Its signal aborts when the caller leaves.
 */
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
    body: hasBody(message) ? { getReader: () => openBody(message) } : null,
    peer: message.socket.remoteAddress,
  };
}

/** Node has the names in lower case and has joined repeated headers. */
function toHeaders({ headers }: IncomingMessage): RequestHeaders {
  const get = (name: string): string | null => {
    const value = headers[name.toLowerCase()];
    return typeof value === "string" ? value : (value?.join(", ") ?? null);
  };
  return { get, has: (name) => get(name) !== null };
}
