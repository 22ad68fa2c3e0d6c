import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { IncomingMessage } from "node:http";

import type { RequestHeaders } from "../http/api-request";

/**
 * The header that carries the socket's remote address through Next, which does not expose the
 * socket to its handlers. Its value begins with a secret that only this process knows, so a header
 * written by a caller is ignored, even before the start-up hook has run.
 */
export const PEER_HEADER = "x-spark-gateway-peer";

/**
 * Writes the header onto every request that arrives at any HTTP server of this process.
 * @returns a function that stops it
 */
export function stampPeers(secret: string): () => void {
  const stamp = (message: unknown): void => {
    const request = findRequest(message);
    if (!request) return;
    request.headers[PEER_HEADER] = `${secret} ${request.socket.remoteAddress ?? ""}`;
  };
  subscribe(REQUEST_START, stamp);
  return () => void unsubscribe(REQUEST_START, stamp);
}

const REQUEST_START = "http.server.request.start";

/**
 * Reads the remote address of the request's socket; undefined if the header was not stamped here.
 */
export function readPeer(headers: RequestHeaders, secret: string): string | undefined {
  const [word, address] = (headers.get(PEER_HEADER) ?? "").split(" ");
  return word === secret ? address || undefined : undefined;
}

function findRequest(message: unknown): IncomingMessage | undefined {
  if (typeof message !== "object" || message === null || !("request" in message)) return undefined;
  return message.request instanceof IncomingMessage ? message.request : undefined;
}
