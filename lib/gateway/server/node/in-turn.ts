import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** No client sends so many before it reads the first answer. */
const MAX_WAITING = 100;

/** Those of a socket that wait for the one before them; there is an entry while one is under way. */
const waiting = new WeakMap<Socket, (() => void)[]>();

/**
 * Handles one request of a socket at a time, in order, and lets others have their turn in between: hundreds
 * that came in one packet would keep everybody else waiting until the last of them is done.
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
