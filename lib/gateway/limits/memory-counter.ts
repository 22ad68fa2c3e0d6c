import type { RateLimiterMemory } from "rate-limiter-flexible";

import type { CreateCounter } from "./counter";

/**
 * Whoever can come from so many addresses has as many limits anyway: the oldest window is forgotten,
 * so that a crowd costs some 50 MB per window at most.
 */
const MAX_KEYS = 100_000;

/** Counts in this process. The library is loaded at the first use: most gateways have no limits. */
export function createMemoryCounters(
  now: () => Date,
  { maxKeys }: { maxKeys: number } = { maxKeys: MAX_KEYS },
): CreateCounter {
  return ({ seconds }) => {
    /** In the order in which their windows began, so that the first is the oldest. */
    const keys = new Set<string>();
    let limiter: Promise<RateLimiterMemory> | undefined;
    const forgetOldest = (from: RateLimiterMemory): void => {
      for (const oldest of keys) {
        if (keys.size <= maxKeys) return;
        keys.delete(oldest);
        void from.delete(oldest);
      }
    };
    return {
      async add(key, points) {
        const memory = await (limiter ??= openLimiter(seconds));
        const { consumedPoints, msBeforeNext, isFirstInDuration } = await memory.penalty(
          key,
          points,
        );
        if (isFirstInDuration) {
          keys.delete(key);
          keys.add(key);
          forgetOldest(memory);
        }
        const endsAt = now().getTime() + msBeforeNext;
        return {
          points: consumedPoints,
          endsInMs: msBeforeNext,
          async giveBack(back) {
            if (now().getTime() < endsAt && keys.has(key)) await memory.reward(key, back);
          },
        };
      },
    };
  };
}

async function openLimiter(seconds: number): Promise<RateLimiterMemory> {
  const library = await import("rate-limiter-flexible");
  // What fits is decided by the meter: the library's own limit is never asked.
  return new library.RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: seconds });
}
