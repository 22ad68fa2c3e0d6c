import type { RateLimiterMemory } from "rate-limiter-flexible";

import type { CreateCounter } from "./counter";
import { STRANGER } from "./payer";

/**
 * Whoever can come from so many addresses has as many limits anyway: the oldest window of a
 * stranger is forgotten, so that a crowd costs some 50 MB per window at most. Known callers are
 * few, and never
 * are.
 */
const MAX_KEYS = 100_000;

/** Counts in this process. The library is loaded at the first use: most gateways have no limits. */
export function createMemoryCounters(
  now: () => Date,
  { maxKeys }: { maxKeys: number } = { maxKeys: MAX_KEYS },
): CreateCounter {
  return ({ seconds }) => {
    /** Strangers in the order in which their windows began, so that the first is the oldest. */
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
        if (isFirstInDuration && key.startsWith(STRANGER)) {
          keys.delete(key);
          keys.add(key);
          forgetOldest(memory);
        }
        const endsAt = now().getTime() + msBeforeNext;
        return {
          points: consumedPoints,
          endsInMs: msBeforeNext,
          async giveBack(back) {
            if (now().getTime() >= endsAt) return;
            // Another window may have begun meanwhile: less than it holds is given back, if
            // anything.
            const left = (await memory.get(key))?.consumedPoints ?? 0;
            const due = Math.min(back, left);
            if (due > 0) await memory.reward(key, due);
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
