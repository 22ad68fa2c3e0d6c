/** Pending text beyond this size is written at once. */
const GATHER_CHARACTERS = 16 * 1024;

export type BatchedWriter = {
  write: (line: string) => void;
  /** Writes the pending lines now. */
  flush: () => void;
};

/**
 * Writes log lines: a single line at once, and lines that closely follow it together. A write per
 * line is a system call that wakes the log's reader, a twentieth of the CPU cost of a one-frame
 * answer.
 * @param gatherMs how long lines that follow another are collected; 0 to write each at once
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
    // The timer does not keep the process alive: a process with nothing else to do exits, and
    // flushes first.
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
