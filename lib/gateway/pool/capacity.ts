import type { ConcurrencyLimits } from "./concurrency-limiter";

/** Requests of one second may still be running when the next second's start. */
const SECONDS_AT_ONCE = 2;

/**
 * Returns how many requests these apps can handle at once; null if one of them has no known limit.
 */
export function toCapacity(members: readonly ConcurrencyLimits[]): number | null {
  const capacities = members.map(({ concurrency, qps }) =>
    Math.min(concurrency ?? Infinity, qps === null ? Infinity : qps * SECONDS_AT_ONCE),
  );
  const sum = capacities.reduce((total, capacity) => total + capacity, 0);
  return Number.isFinite(sum) && sum > 0 ? sum : null;
}
