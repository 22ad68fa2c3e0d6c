import type { ByteWriter } from "./byte-writer";
import { createIdleTimer } from "./idle-timer";

/** Wraps a writer so that a write without progress fails, because its reader accepts no data. */
export function failStalled(writer: ByteWriter, stallMs: number): ByteWriter {
  let lose: ((error: Error) => void) | undefined;
  const idleTimer = createIdleTimer(stallMs, () => {
    const error = new Error(`The reader accepted no data for ${stallMs} ms.`);
    lose?.(error);
    if (lose) writer.abort(error).catch(() => {});
  });
  return {
    hasRoom: writer.hasRoom,
    write: (bytes) =>
      new Promise<unknown>((resolve, reject) => {
        lose = reject;
        idleTimer.note();
        writer.write(bytes).then(resolve, reject);
      }).finally(() => (lose = undefined)),
    close() {
      idleTimer.stop();
      return writer.close();
    },
    abort(reason) {
      idleTimer.stop();
      return writer.abort(reason);
    },
  };
}
