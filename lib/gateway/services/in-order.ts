import { setMaxListeners } from "node:events";

import { linkAbort } from "../../streams/linked-abort";
import type { Source } from "../../streams/source";

export type InOrderOptions<J, T> = {
  /** Returns the next job, or undefined if there are no more. Called when there is room for it. */
  next: () => Promise<J | undefined>;
  /** Opens a job. A job that failed for crowding before it yielded anything is opened again. */
  open: (job: J, signal: AbortSignal) => Source<T>;
  /** The maximum number of parallel jobs. */
  width: number;
  /** Reports whether a failure only means that too many jobs ran at once. */
  isCrowded: (error: unknown) => boolean;
  signal: AbortSignal;
};

/** A job with the values that it has yielded and nobody has read yet. */
type Track<J, T> = { job: J; index: number; values: T[]; isOver: boolean };

/**
 * Runs jobs in parallel, and yields their values in the order of the jobs, as early as possible.
 * The first failure aborts all others and is thrown immediately, because a missing part cannot be
 * replaced.
 */
export async function* inOrder<J, T>(options: InOrderOptions<J, T>): Source<T> {
  const link = linkAbort(options.signal);
  // Every job adds a listener, and Node warns of a leak above ten.
  setMaxListeners(0, link.signal);
  const runner = createRunner(options, link.signal);
  try {
    for (;;) {
      const seen = runner.changes();
      await runner.fill();
      runner.throwIfFailed();
      const track = runner.first();
      if (track && track.values.length > 0) yield* track.values.splice(0);
      else if (track?.isOver) runner.dropFirst();
      else if (!track && runner.isIdle()) return;
      else await runner.changeAfter(seen);
    }
  } finally {
    link.abort();
    link.close();
  }
}

function createRunner<J, T>(options: InOrderOptions<J, T>, signal: AbortSignal) {
  const { next, open, width, isCrowded } = options;
  const tracks: Track<J, T>[] = [];
  const waiting: Track<J, T>[] = [];
  const news = createNews();
  const state: State = { width, running: 0, count: 0, isExhausted: false };

  const follow = async (track: Track<J, T>): Promise<void> => {
    let hasYielded = false;
    try {
      for await (const value of open(track.job, signal)) {
        hasYielded = true;
        track.values.push(value);
        news.tell();
      }
      track.isOver = true;
    } catch (error) {
      // It may succeed once fewer jobs run than before.
      if (hasYielded || state.running === 1 || !isCrowded(error)) throw error;
      state.width = state.running - 1;
      waiting.push(track);
      waiting.sort((a, b) => a.index - b.index);
    }
  };
  const run = async (track: Track<J, T>): Promise<void> => {
    state.running += 1;
    await follow(track).catch((error: unknown) => (state.failed ??= { error }));
    state.running -= 1;
    news.tell();
  };
  const begin = async (): Promise<Track<J, T> | undefined> => {
    if (state.isExhausted) return undefined;
    const job = await next();
    if (job === undefined) {
      state.isExhausted = true;
      return undefined;
    }
    const track = { job, index: state.count, values: [], isOver: false };
    state.count += 1;
    tracks.push(track);
    return track;
  };

  return {
    first: () => tracks[0],
    /** True if nothing runs, and nothing more will. */
    isIdle: () => state.running === 0 && state.isExhausted,
    dropFirst: () => void tracks.shift(),
    changes: news.count,
    changeAfter: news.after,
    throwIfFailed(): void {
      if (state.failed) throw state.failed.error;
    },
    async fill(): Promise<void> {
      while (state.running < state.width && !state.failed) {
        const track = waiting.shift() ?? (await begin());
        if (!track) return;
        void run(track);
      }
    },
  };
}

type State = {
  width: number;
  running: number;
  /** The number of jobs that have started. */
  count: number;
  isExhausted: boolean;
  failed?: { error: unknown };
};

/**
 * Creates a signal for one listener, which also works if the event came before it began to listen.
 */
function createNews() {
  let count = 0;
  let goOn = nothing;
  return {
    count: () => count,
    tell(): void {
      count += 1;
      goOn();
    },
    /** Waits until something has happened since `seen`. */
    after: (seen: number): Promise<void> =>
      seen === count ? new Promise((resolve) => (goOn = resolve)) : Promise.resolve(),
  };
}

const nothing = (): void => {};
