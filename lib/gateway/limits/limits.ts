import type { Log } from "../telemetry/log";
import type { CreateCounter } from "./counter";
import { createHeld, type Held } from "./reserved-tokens";
import { createLetIn, type LetIn } from "./verified-credentials";
import type { LimitSettings } from "../config/limit-settings";
import { createMemoryCounters } from "./memory-counter";
import { createMeter, type Meter } from "./window-limiter";
import { connectRedis } from "./redis-client";
import { createRedisCounters } from "./redis-counter";
import { createRedisLink } from "./redis-breaker";

/**
 * What is counted of all callers, once per process. It never throws a GatewayError: Next bundles
 * the start-up hook and the routes apart, and the class of one is not the class of the other.
 */
export type Limits = {
  /** Null: requests are not limited. */
  requests: Meter | null;
  /** Null: tokens are not limited. */
  tokens: Meter | null;
  /** What running answers may still need of their callers' tokens. */
  held: Held;
  letIn: LetIn;
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
    isLimited && redisUrl !== null ? createRedisLink(connectRedis(redisUrl), log) : undefined;
  const create: CreateCounter = link ? createRedisCounters({ link, now }, inMemory) : inMemory;
  return {
    requests: createMeter({ name: "requests", windows: rateLimit, create, mayOverdraw: false }),
    tokens: createMeter({ name: "tokens", windows: tokenBudget, create, mayOverdraw: true }),
    held: createHeld(),
    letIn: createLetIn(),
    close: async () => link?.close(),
  };
}
