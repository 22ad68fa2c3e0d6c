import type { RateLimiterMemory } from "rate-limiter-flexible";

import type { CreateCounter } from "./counter";
import { STRANGER } from "./payer";

/**
 * Anyone who can use this many addresses has as many limits anyway. Beyond it, the oldest window of
 * a stranger is removed, so that a crowd costs at most about 50 MB per window. Known callers are
 * few, and are never removed.
 */
const MAX_KEYS = 100_000;

/**
 * Creates counters in this process. The library is loaded on first use, because most gateways have
 * no limits.
 */
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
            // Another window may have begun in the meantime, so no more than it holds is given
            // back.
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
  // The window limiter decides what fits; the library's own limit is not used.
  return new library.RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: seconds });
}
