import type { Window } from "./window";

/** The limits of one key, which replace the common ones. */
export type KeyLimits = {
  rateLimit?: readonly Window[] | undefined;
  tokenBudget?: readonly Window[] | undefined;
  imageBudget?: readonly Window[] | undefined;
  /** Characters. */
  speechBudget?: readonly Window[] | undefined;
  /** Seconds of audio. */
  transcriptionBudget?: readonly Window[] | undefined;
  /** Concurrent requests. */
  concurrency?: number | undefined;
};

/** A key of this gateway, for the server's Spark apps. */
export type GatewayKey = {
  key: string;
  /** The name in the log and in telemetry; null if it has none. */
  name: string | null;
  /** Ids of the models that it may use; null for all that the server's apps offer. */
  models: readonly string[] | null;
  /** When it expires, in milliseconds since 1970; null for never. */
  expiresAt: number | null;
  limits: KeyLimits;
};

/** The gateway keys. */
export type KeyRing = {
  /** True if callers need a key for the server's apps. */
  isRequired: boolean;
  /** True if any key may have its own limits. */
  mayHaveLimits: boolean;
  /** Finds the key for a token, even an expired one. */
  find: (token: string) => GatewayKey | undefined;
  isExpired: (key: GatewayKey) => boolean;
  /** Lists the current keys. */
  list: () => readonly GatewayKey[];
  /** Calls back when a changed file cannot be read and the old keys stay in use. */
  watch: (tell: (reason: string) => void) => void;
};
