import type { IncomingMessage, ServerResponse } from "node:http";

/** How long the rest of a body may take after its answer was sent. */
const LINGER_MS = 5000;

/**
 * Reads and discards what a caller still sends after the answer. Closing the connection immediately
 * would reset it, and clients and proxies would lose the answer. A caller who keeps sending is
 * disconnected. Must be called before the headers are written.
 */
export function linger(request: IncomingMessage, response: ServerResponse): void {
  if (request.complete) return;
  // With `connection: close`, Node would close the connection right after the answer.
  const isLast = !response.shouldKeepAlive;
  response.shouldKeepAlive = true;
  response.once("finish", () => {
    const { socket } = request;
    const end = (): void => void (isLast && socket.end());
    if (request.complete) return end();
    const timer = setTimeout(() => request.destroy(), LINGER_MS).unref();
    const stop = (): void => clearTimeout(timer);
    request.once("end", end).once("end", stop).once("close", stop).resume();
  });
}
