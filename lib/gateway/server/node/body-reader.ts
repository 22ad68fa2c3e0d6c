import type { IncomingMessage } from "node:http";

import type { BodyReader } from "../../http/api-request";

type Part = Awaited<ReturnType<BodyReader["read"]>>;

const DONE: Part = { done: true };

/**
 * Reads the body of a request chunk by chunk. After `cancel` nothing more is read, but an answer
 * can still be sent.
 */
export function openBody(message: IncomingMessage): BodyReader {
  let isOver = false;
  let asked: { resolve: (part: Part) => void; reject: (error: unknown) => void } | undefined;

  const settle = (act: (waiting: NonNullable<typeof asked>) => void): void => {
    const waiting = asked;
    asked = undefined;
    if (waiting) act(waiting);
  };
  const onReadable = (): void => {
    if (!asked) return;
    const value: unknown = message.read();
    if (value instanceof Uint8Array) settle(({ resolve }) => resolve({ done: false, value }));
  };
  const onEnd = (): void => {
    isOver = true;
    settle(({ resolve }) => resolve(DONE));
  };
  const onError = (error: unknown): void => {
    isOver = true;
    settle(({ reject }) => reject(error));
  };
  message.on("readable", onReadable).once("end", onEnd).on("error", onError);

  return {
    read: () =>
      new Promise((resolve, reject) => {
        if (message.errored) return reject(message.errored);
        if (isOver || message.readableEnded) return resolve(DONE);
        asked = { resolve, reject };
        onReadable();
      }),
    async cancel() {
      // From now on, the rest of the body may be discarded: see linger.ts.
      message.off("readable", onReadable);
      onEnd();
    },
  };
}
