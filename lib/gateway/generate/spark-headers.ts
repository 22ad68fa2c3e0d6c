import type { PreparedGeneration } from "./prepare";

/** Matches names from the body that are safe in a header; others are left out. */
const SAFE_NAME = /^[\w.[\]-]{1,64}$/;
/** Clients and proxies reject a response whose headers are too long. */
const MAX_ENTRIES = 32;

/** Reports what was adjusted, ignored and truncated. */
export function toAdjustedHeaders({
  generation: { unreported = [] },
  upstream,
  ignored,
}: PreparedGeneration): Record<string, string> {
  const { plan } = upstream;
  const headers = toNoteHeaders({
    adjusted: plan.adjusted.filter(
      (note) => !unreported.some((name) => note.startsWith(`${name}=`)),
    ),
    ignored: [...plan.ignored, ...ignored],
  });
  if (plan.truncated > 0) headers["x-spark-truncated"] = String(plan.truncated);
  return headers;
}

/** Changes to a request that are reported to the caller. */
type Notes = { adjusted: readonly string[]; ignored: readonly string[] };

export function toNoteHeaders({ adjusted, ignored }: Notes): Record<string, string> {
  const names = ignored.filter((name) => SAFE_NAME.test(name));
  const headers: Record<string, string> = {};
  if (adjusted.length > 0) headers["x-spark-adjusted"] = toList(adjusted);
  if (names.length > 0) headers["x-spark-ignored"] = toList(names);
  return headers;
}

/** Lists the first entries and the number of the rest. */
function toList(entries: readonly string[]): string {
  const left = entries.length - MAX_ENTRIES;
  const shown = entries.slice(0, MAX_ENTRIES).join(", ");
  return left > 0 ? `${shown}, +${left} more` : shown;
}

/** Reports Spark's session ids. Even Spark's text is sanitised before it becomes a header. */
export function toSidHeader(sids: readonly string[]): Record<string, string> {
  const safe = sids.map((sid) => sid.replaceAll(/[^\w@.:-]/g, "").slice(0, 128)).filter(Boolean);
  return safe.length > 0 ? { "x-spark-sid": safe.join(",") } : {};
}
