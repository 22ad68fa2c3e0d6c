/** What the page knows of its gateway before it asks anything. */
export type GatewayFacts = {
  /**
   * Who pays where a caller brings nothing: `open`, the gateway's own app, for everyone; `keyed`, the same for
   * callers with one of its keys; `own`, nobody, since it has no app.
   */
  access: "open" | "keyed" | "own";
  /** A simulator answers, and no model. */
  isSimulated: boolean;
  /** How many requests each caller has, and for how many seconds; null: nobody counts. */
  limit: { count: number; seconds: number } | null;
};

export const OPEN_GATEWAY: GatewayFacts = { access: "open", isSimulated: false, limit: null };

/** What an open gateway is shown with: clients insist on a key, and it takes any. */
export function toAnyKey({ isSimulated }: GatewayFacts): string {
  return isSimulated ? "demo" : "any";
}
