import type { Log } from "../telemetry/log";
import type { CreateCounter } from "./counter";
import { createReservedTokens, type ReservedTokens } from "./reserved-tokens";
import { createVerifiedCredentials, type VerifiedCredentials } from "./verified-credentials";
import type { LimitSettings } from "../config/limit-settings";
import { createMemoryCounters } from "./memory-counter";
import { createWindowLimiter, type WindowLimiter } from "./window-limiter";
import { connectRedis } from "./redis-client";
import { createRedisCounters } from "./redis-counter";
import { createRedisBreaker } from "./redis-breaker";

/**
 * What is counted of all callers, once per process. It never throws a GatewayError: Next bundles
 * the start-up hook and the routes apart, and the class of one is not the class of the other.
 */
export type Limits = {
  /** Null: requests are not limited. */
  requests: WindowLimiter | null;
  /** Null: tokens are not limited. */
  tokens: WindowLimiter | null;
  /** What running answers may still need of their callers' tokens. */
  reserved: ReservedTokens;
  verified: VerifiedCredentials;
  close: () => Promise<void>;
};

export function createLimits(
  {
    rateLimit,
    tokenBudget,
    redisUrl,
  }: Pick<LimitSettings, "rateLimit" | "tokenBudget" | "redisUrl">,
  { now, log }: { now: () => Date; log: Log },
): Limits {
  const isLimited = rateLimit.length > 0 || tokenBudget.length > 0;
  const inMemory = createMemoryCounters(now);
  const link =
    isLimited && redisUrl !== null ? createRedisBreaker(connectRedis(redisUrl), log) : undefined;
  const create: CreateCounter = link ? createRedisCounters({ link, now }, inMemory) : inMemory;
  return {
    requests: createWindowLimiter({
      name: "requests",
      windows: rateLimit,
      create,
      mayOverdraw: false,
    }),
    tokens: createWindowLimiter({
      name: "tokens",
      windows: tokenBudget,
      create,
      mayOverdraw: true,
    }),
    reserved: createReservedTokens(),
    verified: createVerifiedCredentials(),
    close: async () => link?.close(),
  };
}
