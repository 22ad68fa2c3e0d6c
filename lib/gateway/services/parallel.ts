import { setMaxListeners } from "node:events";

import { linkAbort } from "../../streams/linked-abort";

/** The initial number of parallel tasks … */
const FIRST_WIDTH = 4;
/** … and the maximum. If the limit is unknown, each success adds one. */
const MAX_WIDTH = 64;
/** How often a task may be put back because too many ran at once. */
const MAX_RETURNS = 6;

export type ParallelOptions = {
  /** The number of tasks that may run at once; null to find it by trying. */
  width: number | null;
  /** Reports whether a failure only means that too many tasks ran at once. */
  isCrowded: (error: unknown) => boolean;
  signal: AbortSignal;
};

type Task<T> = (index: number, signal: AbortSignal) => Promise<T>;

/**
 * Runs tasks in parallel and keeps their order. If the limit is unknown, it adapts: each success
 * raises the width by one, and each rejection for crowding halves it and puts its task back. Any
 * other failure aborts the rest and is thrown once all tasks have ended.
 */
export function runParallel<T>(
  count: number,
  task: Task<T>,
  { width, isCrowded, signal }: ParallelOptions,
): Promise<T[]> {
  const link = linkAbort(signal);
  // Every task adds a listener, and Node warns of a leak above ten.
  setMaxListeners(0, link.signal);
  const results: T[] = [];
  const waiting = Array.from({ length: count }, (_, index) => index).toReversed();
  const returns = new Map<number, number>();
  const pace = createPace(width);
  let running = 0;
  const failures: unknown[] = [];

  const putBack = (index: number): boolean => {
    const times = (returns.get(index) ?? 0) + 1;
    returns.set(index, times);
    if (times <= MAX_RETURNS) waiting.push(index);
    return times <= MAX_RETURNS;
  };
  const run = async (index: number): Promise<void> => {
    const epoch = pace.epoch();
    try {
      results[index] = await task(index, link.signal);
      pace.widen();
    } catch (error) {
      if (failures.length > 0) return;
      if (isCrowded(error) && putBack(index)) return pace.narrow(epoch);
      failures.push(error);
      link.abort(error);
    }
  };

  return new Promise((resolve, reject) => {
    const fill = (): void => {
      while (failures.length === 0 && running < pace.width()) {
        const index = waiting.pop();
        if (index === undefined) break;
        running += 1;
        void run(index).then(goOn);
      }
      if (running > 0) return;
      link.close();
      if (failures.length > 0) reject(failures[0]);
      else resolve(results);
    };
    const goOn = (): void => {
      running -= 1;
      fill();
    };
    fill();
  });
}

/**
 * Controls the number of parallel tasks. Of tasks that started together, only the first rejection
 * counts.
 */
function createPace(known: number | null) {
  let width = known ?? FIRST_WIDTH;
  let most = known ?? MAX_WIDTH;
  let epoch = 0;
  return {
    width: () => width,
    epoch: () => epoch,
    widen(): void {
      if (width < most) width += 1;
    },
    narrow(since: number): void {
      if (since !== epoch) return;
      epoch += 1;
      most = Math.max(1, Math.floor(width / 2));
      width = most;
    },
  };
}
