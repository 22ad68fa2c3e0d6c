import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** Far more than any client pipelines. */
const MAX_WAITING = 100;

/** The waiting requests of each socket. An entry exists while a request is being handled. */
const waiting = new WeakMap<Socket, (() => void)[]>();

/**
 * Handles one request of a socket at a time, in order, and yields to other sockets in between.
 * Otherwise hundreds of requests in one packet would delay everyone else.
 */
export function handleInTurn(
  { socket }: IncomingMessage,
  response: ServerResponse,
  handle: () => void,
): void {
  const begin = (): void => {
    if (socket.destroyed) return;
    response.once("close", () => setImmediate(goOn, socket));
    handle();
  };
  const queue = waiting.get(socket);
  if (queue === undefined) {
    waiting.set(socket, []);
    begin();
  } else if (queue.length < MAX_WAITING) queue.push(begin);
  else socket.destroy();
}

function goOn(socket: Socket): void {
  const next = waiting.get(socket)?.shift();
  if (next) next();
  else waiting.delete(socket);
}
