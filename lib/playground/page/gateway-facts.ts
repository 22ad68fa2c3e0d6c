/** What the page knows about its gateway before the first request. */
export type GatewayFacts = {
  /**
   * Whose app answers callers without a Spark credential. `open`: the gateway's, for everyone.
   * `keyed`: the gateway's, for callers with one of its keys. `own`: none, it has no app.
   */
  access: "open" | "keyed" | "own";
  /** Whether a simulator answers instead of a model. */
  isSimulated: boolean;
  /** The shortest limit on a caller's requests, or null without one. */
  limit: { count: number; seconds: number } | null;
};

export const OPEN_GATEWAY: GatewayFacts = { access: "open", isSimulated: false, limit: null };

/** Returns a key for an open gateway, which accepts any, because clients require one. */
export function toAnyKey({ isSimulated }: GatewayFacts): string {
  return isSimulated ? "demo" : "any";
}
