import type { Catalogue } from "../../spark/catalogue";
import { requireGivenIds } from "./given-models";
import { concurrency } from "./app-schema";
import * as kinds from "./setting-types";
import type { Window } from "./window";

/** What the host gives away, and how much of it. */
export type LimitSettings = {
  /** Requests of one caller; none: not limited. */
  rateLimit: readonly Window[];
  /** Tokens of one caller of the server's own apps; none: not limited. */
  tokenBudget: readonly Window[];
  /** Images that one caller of the server's own apps may have generated; none: not limited. */
  imageBudget: readonly Window[];
  /** Requests and tokens of all callers of the server's own apps together; none: not limited. */
  totalRateLimit: readonly Window[];
  totalTokenBudget: readonly Window[];
  /** Answers of one caller that are under way at once; null: not limited. */
  callerConcurrency: number | null;
  /** Ids of the models that the server's own apps give away; null: all. */
  serverModels: readonly string[] | null;
  /** The longest answer, per choice, that they give away; null: the model's own limit. */
  serverMaxTokens: number | null;
  /** How many proxies' `x-forwarded-for` entries are believed. */
  trustedProxies: number;
  /** Where limits are counted; null: in this process. */
  redisUrl: string | null;
};

type Read = <T>(name: string, kind: kinds.SettingType<T>, fallback: T) => T;

/** @throws Error whose message names the variable and what it takes */
export function readLimitSettings(read: Read, catalogue: Catalogue): LimitSettings {
  const names = read<readonly string[]>("SERVER_MODELS", kinds.list, []);
  const models = requireGivenIds("SERVER_MODELS", names, catalogue);
  return {
    rateLimit: read<readonly Window[]>("RATE_LIMIT", kinds.windows, []),
    tokenBudget: read<readonly Window[]>("TOKEN_BUDGET", kinds.windows, []),
    imageBudget: read<readonly Window[]>("IMAGE_BUDGET", kinds.windows, []),
    totalRateLimit: read<readonly Window[]>("TOTAL_RATE_LIMIT", kinds.windows, []),
    totalTokenBudget: read<readonly Window[]>("TOTAL_TOKEN_BUDGET", kinds.windows, []),
    callerConcurrency: read<number | null>("CALLER_CONCURRENCY", concurrency, null),
    serverModels: models.length > 0 ? models : null,
    serverMaxTokens: read<number | null>("SERVER_MAX_TOKENS", kinds.tokens, null),
    trustedProxies: read("TRUSTED_PROXIES", kinds.hops, 0),
    redisUrl: read<string | null>("REDIS_URL", kinds.redisUrl, null),
  };
}
