import type { RateLimiterRedis } from "rate-limiter-flexible";

import type { Count, Counter, CreateCounter } from "./counter";
import { createLastCounts } from "./last-counts";
import type { RedisClient } from "../redis/client";
import type { RedisBreaker } from "../redis/breaker";

/**
 * Points are given back only if their window lasts at least this long, because a later one never
 * held them.
 */
const MARGIN_MS = 1000;

/**
 * Returns points to the counter that held them, only if it still exists, does not end later, and
 * holds that many. Otherwise a Redis that lost its counters would turn returned points into credit.
 */
const GIVE_BACK = `
local held = tonumber(redis.call('get', KEYS[1]))
if not held or redis.call('pttl', KEYS[1]) > tonumber(ARGV[2]) then return 0 end
local back = math.min(held, tonumber(ARGV[1]))
if back > 0 then redis.call('decrby', KEYS[1], back) end
return back
`;

/**
 * Creates counters in Redis, so that many instances share a limit. They count in `substitute` while
 * Redis is unavailable.
 */
export function createRedisCounters(
  { breaker, now }: { breaker: RedisBreaker; now: () => Date },
  substitute: CreateCounter,
): CreateCounter {
  return (options) => {
    const inMemory = substitute(options);
    const last = createLastCounts(() => now().getTime());
    const inRedis = createRedisCounter({ breaker, now }, options);
    return {
      async add(key, points) {
        const count = await inRedis(key, points);
        if (count) {
          last.note(key, count);
          return count;
        }
        // Points that Redis reported last are still spent, so they are counted here once.
        const known = last.take(key);
        if (known > 0) await inMemory.add(key, known);
        return inMemory.add(key, points);
      },
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
    const giveBack = async (
      client: RedisClient,
      back: number,
      endsInMs: number,
    ): Promise<unknown> => {
      const keys = [(await open(client)).getKey(key)];
      const limits = [String(back), String(Math.ceil(endsInMs + MARGIN_MS))];
      return client.eval(GIVE_BACK, { keys, arguments: limits });
    };
    const counted = await breaker.ask(
      async (client) => {
        const { consumedPoints, msBeforeNext } = await (await open(client)).penalty(key, points);
        return { client, consumedPoints, msBeforeNext };
      },
      async ({ client, msBeforeNext }) => giveBack(client, points, msBeforeNext),
    );
    if (!counted) return undefined;
    const endsAt = now().getTime() + counted.msBeforeNext;
    return {
      points: counted.consumedPoints,
      endsInMs: counted.msBeforeNext,
      async giveBack(back) {
        const endsInMs = endsAt - now().getTime();
        if (endsInMs > MARGIN_MS) await breaker.ask((client) => giveBack(client, back, endsInMs));
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
    // The window limiter decides what fits; the library's own limit is not used.
    points: Number.MAX_SAFE_INTEGER,
    duration: seconds,
  });
}
