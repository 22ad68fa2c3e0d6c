import type { Catalogue } from "../../spark/catalogue";
import { VERSIONED_ID } from "../../spark/models";
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
  /** Ids of the models that the server's own apps offer; null for all. */
  serverModels: readonly string[] | null;
  /** The maximum answer length per choice on the server's own apps; null for the model's limit. */
  serverMaxTokens: number | null;
  /** The number of proxies whose `x-forwarded-for` entries are trusted. */
  trustedProxies: number;
  /** The Redis that counts the limits; null to count in this process. */
  redisUrl: string | null;
};

type Read = <T>(name: string, kind: kinds.SettingType<T>, fallback: T) => T;

/**
 * Reads the limits.
 * @throws Error whose message names the variable and what it accepts
 */
export function readLimitSettings(read: Read, catalogue: Catalogue): LimitSettings {
  const names = read<readonly string[]>("SERVER_MODELS", kinds.list, []);
  // Several names may refer to one model.
  const models = new Set(names.map((name) => requireModelId(name, catalogue)));
  return {
    rateLimit: read<readonly Window[]>("RATE_LIMIT", kinds.windows, []),
    tokenBudget: read<readonly Window[]>("TOKEN_BUDGET", kinds.windows, []),
    imageBudget: read<readonly Window[]>("IMAGE_BUDGET", kinds.windows, []),
    serverModels: models.size > 0 ? [...models] : null,
    serverMaxTokens: read<number | null>("SERVER_MAX_TOKENS", kinds.tokens, null),
    trustedProxies: read("TRUSTED_PROXIES", kinds.hops, 0),
    redisUrl: read<string | null>("REDIS_URL", kinds.redisUrl, null),
  };
}

function requireModelId(model: string, catalogue: Catalogue): string {
  const id = catalogue.findId(model);
  if (id !== undefined && id !== VERSIONED_ID) return id;
  // Not allowed, because it selects another model with each version, including the most expensive
  // one.
  const known = catalogue.ids.filter((one) => one !== VERSIONED_ID).join(", ");
  throw new Error(`SERVER_MODELS: ${model} is none of ${known}.`);
}
