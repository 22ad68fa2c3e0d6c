import type { BudgetUnit } from "../../core/errors";
import type { Log } from "../telemetry/log";
import type { CreateCounter } from "./counter";
import { createReservedTokens } from "./reserved-tokens";
import type { Budget } from "./token-budget";
import { createVerifiedCredentials, type VerifiedCredentials } from "./verified-credentials";
import { isAnythingLimited, type LimitSettings } from "../config/limit-settings";
import type { Window } from "../config/window";
import { createMemoryCounters } from "./memory-counter";
import { createWindowLimiter, type WindowLimiter } from "./window-limiter";
import { connectRedis } from "../redis/client";
import { createRedisCounters } from "./redis-counter";
import { createRedisBreaker } from "../redis/breaker";

/**
 * What is counted of all callers, once per process. It never throws a GatewayError: Next bundles
 * the start-up hook and the routes apart, and the class of one is not the class of the other.
 */
export type Limits = {
  /** Null: requests are not limited. */
  requests: WindowLimiter | null;
  /** Null: tokens are not limited. */
  tokens: Budget | null;
  /** Null: images are not limited. */
  images: Budget | null;
  /** Null: what is spoken is not limited. */
  characters: Budget | null;
  /** Null: what is heard is not limited. */
  seconds: Budget | null;
  verified: VerifiedCredentials;
  close: () => Promise<void>;
};

export function createLimits(
  settings: Omit<LimitSettings, "serverModels" | "serverMaxTokens" | "trustedProxies">,
  { now, log }: { now: () => Date; log: Log },
): Limits {
  const { rateLimit, tokenBudget, imageBudget, speechBudget, transcriptionBudget } = settings;
  const { redisUrl } = settings;
  const inMemory = createMemoryCounters(now);
  const breaker =
    redisUrl !== null && isAnythingLimited(settings)
      ? createRedisBreaker(connectRedis(redisUrl), { log, ...COUNTING })
      : undefined;
  const create: CreateCounter = breaker
    ? createRedisCounters({ breaker, now }, inMemory)
    : inMemory;
  return {
    requests: createWindowLimiter({
      name: "requests",
      windows: rateLimit,
      create,
      mayOverdraw: false,
    }),
    tokens: createBudget("tokens", tokenBudget, create),
    images: createBudget("images", imageBudget, create),
    characters: createBudget("characters", speechBudget, create),
    seconds: createBudget("seconds", transcriptionBudget, create),
    verified: createVerifiedCredentials(),
    close: async () => breaker?.close(),
  };
}

const COUNTING = {
  away: { limits_counted: "in_memory" },
  back: { limits_counted: "in_redis" },
} as const;

/** Null without windows: nothing is limited. */
function createBudget(
  unit: BudgetUnit,
  windows: readonly Window[],
  create: CreateCounter,
): Budget | null {
  const limiter = createWindowLimiter({ name: unit, windows, create, mayOverdraw: true });
  return limiter && { unit, limiter, reserved: createReservedTokens() };
}
