import type { IncomingMessage, ServerResponse } from "node:http";

/** How long the rest of a body may take whose answer has been given. */
const LINGER_MS = 5000;

/**
 * Hears out what a caller still sends after the answer, unread: closed at once, the connection would
 * be reset, and clients and proxies would lose the answer. Whoever goes on and on is cut off.
 */
export function linger(request: IncomingMessage, response: ServerResponse): void {
  if (request.complete) return;
  response.once("finish", () => {
    if (request.complete) return;
    const timer = setTimeout(() => request.destroy(), LINGER_MS).unref();
    const stop = (): void => clearTimeout(timer);
    request.once("end", stop).once("close", stop).resume();
  });
}
