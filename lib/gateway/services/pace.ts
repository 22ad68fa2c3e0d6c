export type PaceDependencies = {
  now: () => Date;
  /** Rejects when the signal aborts. */
  delay: (milliseconds: number, signal: AbortSignal) => Promise<void>;
};

/**
 * Creates a clock for audio, which waits until a number of seconds of it have passed. At a `pace`
 * of 2, two of them pass per second. A late caller catches up, so that delays which last slightly
 * too long do not add up.
 */
export function createPace(pace: number, { now, delay }: PaceDependencies, signal: AbortSignal) {
  const startedAt = now().getTime();
  return async (seconds: number): Promise<void> => {
    const wait = startedAt + (seconds * 1000) / pace - now().getTime();
    if (wait >= 1) await delay(wait, signal);
  };
}
