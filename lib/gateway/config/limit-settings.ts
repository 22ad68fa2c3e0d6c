import type { Catalogue } from "../../spark/catalogue";
import { VERSIONED_ID } from "../../spark/models";
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
  /** Characters that one caller of the server's own apps may have spoken; none: not limited. */
  speechBudget: readonly Window[];
  /** Seconds of audio that one caller of the server's own apps may have written down. */
  transcriptionBudget: readonly Window[];
  /** Ids of the models that the server's own apps give away; null: all. */
  serverModels: readonly string[] | null;
  /** The longest answer, per choice, that they give away; null: the model's own limit. */
  serverMaxTokens: number | null;
  /** How many proxies' `x-forwarded-for` entries are believed. */
  trustedProxies: number;
  /** Where limits are counted; null: in this process. */
  redisUrl: string | null;
};

/** What is given away in windows of time. */
type Budgets = Pick<
  LimitSettings,
  "rateLimit" | "tokenBudget" | "imageBudget" | "speechBudget" | "transcriptionBudget"
>;

/** Whether anything is counted at all. */
export const isAnythingLimited = (limits: Budgets): boolean =>
  [
    limits.rateLimit,
    limits.tokenBudget,
    limits.imageBudget,
    limits.speechBudget,
    limits.transcriptionBudget,
  ].some((windows) => windows.length > 0);

type Read = <T>(name: string, kind: kinds.SettingType<T>, fallback: T) => T;

/** @throws Error whose message names the variable and what it takes */
export function readLimitSettings(read: Read, catalogue: Catalogue): LimitSettings {
  const names = read<readonly string[]>("SERVER_MODELS", kinds.list, []);
  // Several names may mean one model.
  const models = new Set(names.map((name) => requireModelId(name, catalogue)));
  return {
    rateLimit: read<readonly Window[]>("RATE_LIMIT", kinds.windows, []),
    tokenBudget: read<readonly Window[]>("TOKEN_BUDGET", kinds.windows, []),
    imageBudget: read<readonly Window[]>("IMAGE_BUDGET", kinds.windows, []),
    speechBudget: read<readonly Window[]>("SPEECH_BUDGET", kinds.windows, []),
    transcriptionBudget: read<readonly Window[]>("TRANSCRIPTION_BUDGET", kinds.windows, []),
    serverModels: models.size > 0 ? [...models] : null,
    serverMaxTokens: read<number | null>("SERVER_MAX_TOKENS", kinds.tokens, null),
    trustedProxies: read("TRUSTED_PROXIES", kinds.hops, 0),
    redisUrl: read<string | null>("REDIS_URL", kinds.redisUrl, null),
  };
}

function requireModelId(model: string, catalogue: Catalogue): string {
  const id = catalogue.findId(model);
  if (id !== undefined && id !== VERSIONED_ID) return id;
  // It stands for another model with each of its versions, the dearest too.
  const known = catalogue.ids.filter((one) => one !== VERSIONED_ID).join(", ");
  throw new Error(`SERVER_MODELS: ${model} is none of ${known}.`);
}
