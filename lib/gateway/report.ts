import type { Order } from "./order";

/** Names from a stranger's body: what would not be a header is not told. */
const SAFE_NAME = /^[\w.[\]-]{1,64}$/;
const MAX_NAMES = 32;

/** Tells what was changed, ignored and left out. */
export function toReportHeaders({ question, ignored }: Order): Record<string, string> {
  const { plan } = question;
  const names = [...plan.ignored, ...ignored].filter((name) => SAFE_NAME.test(name));
  const headers: Record<string, string> = {};
  if (plan.adjusted.length > 0) headers["x-spark-adjusted"] = plan.adjusted.join(", ");
  if (names.length > 0) headers["x-spark-ignored"] = names.slice(0, MAX_NAMES).join(", ");
  if (plan.truncated > 0) headers["x-spark-truncated"] = String(plan.truncated);
  return headers;
}

/** Spark's session ids; what Spark sent is not trusted to be a header either. */
export function toSidHeader(sids: readonly string[]): Record<string, string> {
  const safe = sids.map((sid) => sid.replaceAll(/[^\w@.:-]/g, "").slice(0, 128)).filter(Boolean);
  return safe.length > 0 ? { "x-spark-sid": safe.join(",") } : {};
}
