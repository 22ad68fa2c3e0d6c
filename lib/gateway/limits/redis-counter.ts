import type { RateLimiterRedis } from "rate-limiter-flexible";

import type { Count, Counter, CreateCounter } from "./counter";
import type { RedisClient } from "../redis/client";
import type { RedisBreaker } from "../redis/breaker";

/** Points are given back to a window that lasts at least so long: a later one never held them. */
const MARGIN_MS = 1000;

/** Counts in Redis, so that many instances share a limit; in `substitute` whenever Redis is away. */
export function createRedisCounters(
  { breaker, now }: { breaker: RedisBreaker; now: () => Date },
  substitute: CreateCounter,
): CreateCounter {
  return (options) => {
    const inMemory = substitute(options);
    const inRedis = createRedisCounter({ breaker, now }, options);
    return {
      add: async (key, points) => (await inRedis(key, points)) ?? inMemory.add(key, points),
    };
  };
}

function createRedisCounter(
  { breaker, now }: { breaker: RedisBreaker; now: () => Date },
  { name, seconds }: { name: string; seconds: number },
): (...added: Parameters<Counter["add"]>) => Promise<Count | undefined> {
  let limiter: Promise<RateLimiterRedis> | undefined;
  const open = (client: RedisClient): Promise<RateLimiterRedis> =>
    (limiter ??= openLimiter(client, { name, seconds }));

  return async (key, points) => {
    const counted = await breaker.ask(
      async (client) => (await open(client)).penalty(key, points),
      async () => (await limiter)?.reward(key, points),
    );
    if (!counted) return undefined;
    const endsAt = now().getTime() + counted.msBeforeNext;
    return {
      points: counted.consumedPoints,
      endsInMs: counted.msBeforeNext,
      async giveBack(back) {
        if (now().getTime() + MARGIN_MS >= endsAt) return;
        await breaker.ask(async (client) => (await open(client)).reward(key, back));
      },
    };
  };
}

async function openLimiter(
  client: RedisClient,
  { name, seconds }: { name: string; seconds: number },
): Promise<RateLimiterRedis> {
  const library = await import("rate-limiter-flexible");
  return new library.RateLimiterRedis({
    storeClient: client,
    useRedisPackage: true,
    rejectIfRedisNotReady: true,
    keyPrefix: `spark-gateway:${name}:${seconds}`,
    // What fits is decided by the meter: the library's own limit is never asked.
    points: Number.MAX_SAFE_INTEGER,
    duration: seconds,
  });
}
