import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { ServerResponse } from "node:http";

import { isRecord } from "../../../core/json";

/**
 * Sends the headers of each answer together with the first write of its body. Next sends them ahead
 * of the body, although it already has its first piece. That costs a system call, a packet, and a
 * turn of the caller's event loop: 4 % of the CPU for an answer of one frame.
 * @returns a function that stops it
 */
export function corkHeaders(): () => void {
  subscribe(REQUEST_START, cork);
  return () => void unsubscribe(REQUEST_START, cork);
}

const REQUEST_START = "http.server.request.start";

function cork(message: unknown): void {
  if (isRecord(message) && message["response"] instanceof ServerResponse) {
    message["response"].flushHeaders = flushSoon;
  }
}

/** Holds the headers on the socket only until this turn of the event loop ends. */
function flushSoon(this: ServerResponse): void {
  const { socket } = this;
  if (socket) {
    socket.cork();
    process.nextTick(() => socket.uncork());
  }
  ServerResponse.prototype.flushHeaders.call(this);
}
