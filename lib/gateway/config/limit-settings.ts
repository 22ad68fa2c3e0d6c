import type { Catalogue } from "../../spark/catalogue";
import { requireGivenIds } from "./given-models";
import { concurrency } from "./app-schema";
import * as kinds from "./setting-types";
import type { Window } from "./window";

/** The operator's limits for callers. */
export type LimitSettings = {
  /** Requests per caller; empty for no limit. */
  rateLimit: readonly Window[];
  /** Tokens per caller of the server's own apps; empty for no limit. */
  tokenBudget: readonly Window[];
  /** Images per caller of the server's own apps; empty for no limit. */
  imageBudget: readonly Window[];
  /** Requests of all callers of the server's own apps together; empty for no limit. */
  totalRateLimit: readonly Window[];
  /** Tokens of all callers of the server's own apps together; empty for no limit. */
  totalTokenBudget: readonly Window[];
  /** Concurrent requests per caller in one process; null for no limit. */
  callerConcurrency: number | null;
  /** Spoken characters per caller of the server's own apps; empty for no limit. */
  speechBudget: readonly Window[];
  /** Seconds of transcribed audio per caller of the server's own apps; empty for no limit. */
  transcriptionBudget: readonly Window[];
  /** Ids of the models that the server's own apps offer; null for all. */
  serverModels: readonly string[] | null;
  /** The maximum answer length per choice on the server's own apps; null for the model's limit. */
  serverMaxTokens: number | null;
  /** The number of proxies whose `x-forwarded-for` entries are trusted. */
  trustedProxies: number;
  /** The Redis that counts the limits; null to count in this process. */
  redisUrl: string | null;
};

/** What is given away in windows of time. */
type Budgets = Pick<
  LimitSettings,
  | "rateLimit"
  | "tokenBudget"
  | "imageBudget"
  | "speechBudget"
  | "transcriptionBudget"
  | "totalRateLimit"
  | "totalTokenBudget"
>;

/** Whether anything is counted at all. */
export const isAnythingLimited = (limits: Budgets): boolean =>
  [
    limits.rateLimit,
    limits.tokenBudget,
    limits.imageBudget,
    limits.speechBudget,
    limits.transcriptionBudget,
    limits.totalRateLimit,
    limits.totalTokenBudget,
  ].some((windows) => windows.length > 0);

type Read = <T>(name: string, kind: kinds.SettingType<T>, fallback: T) => T;

/**
 * Reads the limits.
 * @throws Error whose message names the variable and what it accepts
 */
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
    speechBudget: read<readonly Window[]>("SPEECH_BUDGET", kinds.windows, []),
    transcriptionBudget: read<readonly Window[]>("TRANSCRIPTION_BUDGET", kinds.windows, []),
    serverMaxTokens: read<number | null>("SERVER_MAX_TOKENS", kinds.tokens, null),
    trustedProxies: read("TRUSTED_PROXIES", kinds.hops, 0),
    redisUrl: read<string | null>("REDIS_URL", kinds.redisUrl, null),
  };
}
