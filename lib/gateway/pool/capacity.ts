import type { ConcurrencyLimits } from "./concurrency-limiter";

/** A second's requests may still run while the next second's begin. */
const SECONDS_AT_ONCE = 2;

/** How many requests these apps take at once; null where one of them has no limit that is known. */
export function toCapacity(members: readonly ConcurrencyLimits[]): number | null {
  const capacities = members.map(({ concurrency, qps }) =>
    Math.min(concurrency ?? Infinity, qps === null ? Infinity : qps * SECONDS_AT_ONCE),
  );
  const sum = capacities.reduce((total, capacity) => total + capacity, 0);
  return Number.isFinite(sum) && sum > 0 ? sum : null;
}
