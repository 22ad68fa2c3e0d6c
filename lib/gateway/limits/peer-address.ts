import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { IncomingMessage } from "node:http";

import type { RequestHeaders } from "../http/api-request";

/**
 * The header in which the socket's own remote address travels through Next, which shows its handlers
 * no socket. It begins with a word that only this process knows: a caller who writes the header
 * himself is not believed, not even before the start-up hook has run.
 */
export const PEER_HEADER = "x-spark-gateway-peer";

/**
 * Writes the header onto every request that arrives at any HTTP server of this process.
 * @returns stops it
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

/** The remote address of the socket on which a request came; undefined where nobody stamped it. */
export function readPeer(headers: RequestHeaders, secret: string): string | undefined {
  const [word, address] = (headers.get(PEER_HEADER) ?? "").split(" ");
  return word === secret ? address || undefined : undefined;
}

function findRequest(message: unknown): IncomingMessage | undefined {
  if (typeof message !== "object" || message === null || !("request" in message)) return undefined;
  return message.request instanceof IncomingMessage ? message.request : undefined;
}
