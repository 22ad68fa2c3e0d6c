import type { Window } from "./window";

/** Limits of one key, in place of those that all callers have. */
export type KeyLimits = {
  rateLimit?: readonly Window[] | undefined;
  tokenBudget?: readonly Window[] | undefined;
  imageBudget?: readonly Window[] | undefined;
  /** Answers under way at once. */
  concurrency?: number | undefined;
};

/** A key of this gateway's own, which opens the server's Spark apps. */
export type GatewayKey = {
  key: string;
  /** Whose it is, in the log and in telemetry; null: nobody has said. */
  name: string | null;
  /** Ids of the models that it may ask; null: all that the server's apps give away. */
  models: readonly string[] | null;
  /** When it stops to open anything, in milliseconds since 1970; null: never. */
  expiresAt: number | null;
  limits: KeyLimits;
};

/** The keys that callers may present. */
export type KeyRing = {
  /** Whether callers must present one. */
  isRequired: boolean;
  /** Whether any key has, or may one day have, limits of its own. */
  mayHaveLimits: boolean;
  /** The key that a token is, expired or not. */
  find: (token: string) => GatewayKey | undefined;
  isExpired: (key: GatewayKey) => boolean;
  /** All of them, as they are now. */
  list: () => readonly GatewayKey[];
  /** Tells when a changed file cannot be read, and the keys stay as they were. */
  watch: (tell: (reason: string) => void) => void;
};
