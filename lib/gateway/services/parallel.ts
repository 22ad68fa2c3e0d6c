import { setMaxListeners } from "node:events";

import { linkAbort } from "../../streams/linked-abort";

/** How many tasks run at once: from here … */
const FIRST_WIDTH = 4;
/** … up to here, one more with each success, where the limit is not known. */
const MAX_WIDTH = 64;
/** How often a task may be put back because too many ran at once. */
const MAX_RETURNS = 6;

export type ParallelOptions = {
  /** How many may run at once; null: found out by trying. */
  width: number | null;
  /** Whether a failure only says that too many ran at once. */
  isCrowded: (error: unknown) => boolean;
  signal: AbortSignal;
};

type Task<T> = (index: number, signal: AbortSignal) => Promise<T>;

/**
 * Runs tasks in parallel and keeps their order. Where the limit is unknown it is felt for: each success
 * widens, each refusal for crowding halves and puts its task back. The first other failure aborts the
 * rest and is thrown once all have ended.
 */
export function runParallel<T>(
  count: number,
  task: Task<T>,
  { width, isCrowded, signal }: ParallelOptions,
): Promise<T[]> {
  const link = linkAbort(signal);
  // Each task listens; Node takes more than ten for a leak.
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

/** How many at once. Of those that began together, the first refusal counts for all. */
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
