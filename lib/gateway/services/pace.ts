export type PaceDependencies = {
  now: () => Date;
  /** Rejects when the signal aborts. */
  delay: (milliseconds: number, signal: AbortSignal) => Promise<void>;
};

/**
 * A clock for sound: waits until so many seconds of it have passed, where `pace` of them pass in one.
 * Whoever is late catches up, so that waits which last a little too long do not add up.
 */
export function createPace(pace: number, { now, delay }: PaceDependencies, signal: AbortSignal) {
  const startedAt = now().getTime();
  return async (seconds: number): Promise<void> => {
    const wait = startedAt + (seconds * 1000) / pace - now().getTime();
    if (wait >= 1) await delay(wait, signal);
  };
}
