import { setMaxListeners } from "node:events";

import { linkAbort } from "../../streams/linked-abort";
import type { Source } from "../../streams/source";

export type InOrderOptions<J, T> = {
  /** The next job; undefined: there are no more. Asked for when there is room for it. */
  next: () => Promise<J | undefined>;
  /** What a job yields. A job that failed for crowding before it yielded anything is opened again. */
  open: (job: J, signal: AbortSignal) => Source<T>;
  /** How many run at once. */
  width: number;
  /** Whether a failure only says that too many ran at once. */
  isCrowded: (error: unknown) => boolean;
  signal: AbortSignal;
};

/** One job: what it has yielded that nobody has taken yet. */
type Track<J, T> = { job: J; index: number; values: T[]; isOver: boolean };

/**
 * Runs jobs in parallel and yields what they yield in the order of the jobs, as early as that can be.
 * The first failure aborts all others and is thrown at once: what is missing in the middle cannot be
 * made good.
 */
export async function* inOrder<J, T>(options: InOrderOptions<J, T>): Source<T> {
  const link = linkAbort(options.signal);
  // Each job listens; Node takes more than ten for a leak.
  setMaxListeners(0, link.signal);
  const runner = createRunner(options, link.signal);
  try {
    for (;;) {
      await runner.fill();
      const track = runner.first();
      if (!track) return;
      while (track.values.length > 0 || !track.isOver) {
        yield* track.values.splice(0);
        const seen = runner.changes();
        await runner.fill();
        runner.throwIfFailed();
        if (!track.isOver && track.values.length === 0) await runner.changeAfter(seen);
      }
      runner.dropFirst();
    }
  } finally {
    link.abort();
    link.close();
  }
}

function createRunner<J, T>(
  { next, open, width: most, isCrowded }: InOrderOptions<J, T>,
  signal: AbortSignal,
) {
  const tracks: Track<J, T>[] = [];
  const waiting: Track<J, T>[] = [];
  const state: { width: number; running: number; failed?: { error: unknown } } = {
    width: most,
    running: 0,
  };
  let isExhausted = false;
  let count = 0;
  let changes = 0;
  let goOn = nothing;
  const wake = (): void => {
    changes += 1;
    goOn();
  };

  const run = async (track: Track<J, T>): Promise<void> => {
    state.running += 1;
    try {
      let hasYielded = false;
      try {
        for await (const value of open(track.job, signal)) {
          hasYielded = true;
          track.values.push(value);
          wake();
        }
        track.isOver = true;
      } catch (error) {
        // Once fewer run than before it may pass.
        if (hasYielded || state.running === 1 || !isCrowded(error)) throw error;
        state.width = state.running - 1;
        waiting.push(track);
        waiting.sort((a, b) => a.index - b.index);
      }
    } catch (error) {
      state.failed ??= { error };
    }
    state.running -= 1;
    wake();
  };

  return {
    first: () => tracks[0],
    dropFirst: () => void tracks.shift(),
    changes: () => changes,
    /** Waits until something has happened since then. */
    changeAfter: (seen: number): Promise<void> =>
      seen === changes ? new Promise((resolve) => (goOn = resolve)) : Promise.resolve(),
    throwIfFailed(): void {
      if (state.failed) throw state.failed.error;
    },
    async fill(): Promise<void> {
      while (state.running < state.width && !state.failed) {
        const again = waiting.shift();
        if (again) {
          void run(again);
          continue;
        }
        if (isExhausted) return;
        const job = await next();
        if (job === undefined) isExhausted = true;
        else {
          const track = { job, index: count, values: [], isOver: false };
          count += 1;
          tracks.push(track);
          void run(track);
        }
      }
    },
  };
}

const nothing = (): void => {};
