/** More than this is not kept waiting. */
const GATHER_CHARACTERS = 16 * 1024;

export type BatchedWriter = {
  write: (line: string) => void;
  /** Writes what waits, now. */
  flush: () => void;
};

/**
 * Writes lines: one that comes alone at once, and those that follow close upon it together. A write of
 * its own for each is a system call that wakes whoever reads the log, and a twentieth of the CPU of
 * an answer of one frame.
 * @param gatherMs for so long after a line, further ones wait to be written together; 0: none waits
 */
export function createBatchedWriter(put: (text: string) => void, gatherMs: number): BatchedWriter {
  let waiting = "";
  let isGathering = false;

  const flush = (): void => {
    const text = waiting;
    waiting = "";
    if (text !== "") put(text);
  };
  const gather = (): void => {
    isGathering = gatherMs > 0;
    if (!isGathering) return;
    const end = (): void => {
      isGathering = false;
      if (waiting !== "") gather();
      flush();
    };
    // It keeps no process alive: one that has nothing else to do ends, and flushes.
    setTimeout(end, gatherMs).unref();
  };

  return {
    flush,
    write(line) {
      waiting += `${line}\n`;
      if (isGathering && waiting.length < GATHER_CHARACTERS) return;
      flush();
      if (!isGathering) gather();
    },
  };
}
