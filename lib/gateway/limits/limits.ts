import { type BudgetUnit } from "../../core/errors";
import { isAnythingLimited, type LimitSettings } from "../config/limit-settings";
import type { Settings } from "../config/settings";
import { connectRedis } from "../redis/client";
import { createRedisBreaker } from "../redis/breaker";
import { createMeter, type Meter } from "../shares/meter";
import { type BodyTurns, createBodyTurns } from "../shares/body-turns";
import { type ByteShares, createByteShares } from "../shares/byte-shares";
import { createPlaces, type Places } from "../shares/places";
import type { Log } from "../telemetry/log";
import type { CreateCounter } from "./counter";
import { createDigest, type Digest } from "./digest";
import { createMemoryCounters } from "./memory-counter";
import { createRedisCounters } from "./redis-counter";
import { createReservedTokens } from "./reserved-tokens";
import { createTieredLimiter, type TieredLimiter, type TieredOptions } from "./tiered-limiter";
import type { Budget } from "./token-budget";
import { createVerifiedCredentials, type VerifiedCredentials } from "./verified-credentials";

/**
 * What is counted for all callers, once per process. It never throws a new GatewayError: Next
 * bundles the start-up hook and the routes separately, so each has a GatewayError class of its own.
 */
export type Limits = {
  /** Null if requests are not limited. */
  requests: TieredLimiter | null;
  /** Null if tokens are not limited. */
  tokens: Budget | null;
  /** Null if images are not limited. */
  images: Budget | null;
  /** Null if speech is not limited. */
  characters: Budget | null;
  /** Null if transcription is not limited. */
  seconds: Budget | null;
  verified: VerifiedCredentials;
  digest: Digest;
  /** The callers' bytes in memory. */
  bytes: ByteShares;
  /** The turns of each caller's long bodies. */
  bodies: BodyTurns;
  /** The concurrent requests of each caller. */
  places: Places;
  /** The time spent on callers' JSON Schemas, in milliseconds. */
  schemas: Meter;
  /** Resolves once every answer has been debited. */
  whenSettled: () => Promise<unknown>;
  close: () => Promise<void>;
};

type LimitedSettings = Pick<
  Settings,
  keyof LimitSettings | "apps" | "gatewayKeys" | "metricsToken" | "maxBodyBytes" | "bodiesMaxBytes"
>;

/** As long as a caller's images wait; a batch of requests is rarely larger. */
const BODY_TURNS = { waitMs: 20_000, maxWaiting: 64 } as const;

/** Twice the maximum for one request. */
const SCHEMA_WORK = { what: "schemas", limit: 1000, windowMs: 60_000 } as const;

export function createLimits(
  settings: LimitedSettings,
  { now, log }: { now: () => Date; log: Log },
): Limits {
  const { rateLimit, tokenBudget, imageBudget, redisUrl, gatewayKeys } = settings;
  const { speechBudget, transcriptionBudget, totalRateLimit, totalTokenBudget } = settings;
  const inMemory = createMemoryCounters(now);
  const breaker =
    redisUrl !== null && (gatewayKeys.mayHaveLimits || isAnythingLimited(settings))
      ? createRedisBreaker(connectRedis(redisUrl), { log, ...COUNTING })
      : undefined;
  const create = shareCounters(
    breaker ? createRedisCounters({ breaker, now }, inMemory) : inMemory,
  );
  const open = (options: Omit<TieredOptions, "create">): TieredLimiter | null => {
    const isUsed = options.windows.length + options.total.length > 0 || gatewayKeys.mayHaveLimits;
    return isUsed ? createTieredLimiter({ ...options, create }) : null;
  };
  const toBudget = (unit: BudgetUnit, options: BudgetOptions): Budget | null => {
    const limiter = open({ name: unit, mayOverdraw: true, ...options });
    return limiter && { unit, limiter, reserved: createReservedTokens() };
  };
  const budgets = {
    tokens: toBudget("tokens", {
      field: "tokenBudget",
      windows: tokenBudget,
      total: totalTokenBudget,
    }),
    images: toBudget("images", { field: "imageBudget", windows: imageBudget, total: [] }),
    characters: toBudget("characters", { field: "speechBudget", windows: speechBudget, total: [] }),
    seconds: toBudget("seconds", {
      field: "transcriptionBudget",
      windows: transcriptionBudget,
      total: [],
    }),
  };
  return {
    requests: open({
      name: "requests",
      field: "rateLimit",
      windows: rateLimit,
      total: totalRateLimit,
      mayOverdraw: false,
    }),
    ...budgets,
    verified: createVerifiedCredentials(),
    digest: createDigest(toSecret(settings)),
    bytes: createByteShares(settings.bodiesMaxBytes, settings.maxBodyBytes),
    bodies: createBodyTurns(BODY_TURNS),
    places: createPlaces(),
    schemas: createMeter({ ...SCHEMA_WORK, now: () => now().getTime() }),
    whenSettled: () =>
      Promise.all(Object.values(budgets).map(async (budget) => budget?.reserved.whenSettled())),
    close: async () => breaker?.close(),
  };
}

type BudgetOptions = Pick<TieredOptions, "field" | "windows" | "total">;

const COUNTING = {
  away: { limits_counted: "in_memory" },
  back: { limits_counted: "in_redis" },
} as const;

/** Shares counters between limits that count the same thing in windows of the same length. */
function shareCounters(create: CreateCounter): CreateCounter {
  const made = new Map<string, ReturnType<CreateCounter>>();
  return ({ name, seconds }) => {
    const id = `${name}:${seconds}`;
    const counter = made.get(id) ?? create({ name, seconds });
    made.set(id, counter);
    return counter;
  };
}

/** Derives a secret that all instances of one operator share. */
const toSecret = ({ apps, redisUrl, metricsToken }: LimitedSettings): string =>
  JSON.stringify([
    apps.map(({ credentials, password }) => [credentials?.apiSecret, password]),
    redisUrl,
    metricsToken,
  ]);
