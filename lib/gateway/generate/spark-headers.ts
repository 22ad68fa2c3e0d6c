import type { PreparedGeneration } from "./prepare";

/** Names from a stranger's body: what is not fit to be a header is left out. */
const SAFE_NAME = /^[\w.[\]-]{1,64}$/;
/** Clients and proxies refuse an answer whose headers are too long, however good it is. */
const MAX_ENTRIES = 32;

/** Reports what was adjusted, ignored and left out. */
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

/** What the caller is told was done to a request. */
type Notes = { adjusted: readonly string[]; ignored: readonly string[] };

export function toNoteHeaders({ adjusted, ignored }: Notes): Record<string, string> {
  const names = ignored.filter((name) => SAFE_NAME.test(name));
  const headers: Record<string, string> = {};
  if (adjusted.length > 0) headers["x-spark-adjusted"] = toList(adjusted);
  if (names.length > 0) headers["x-spark-ignored"] = toList(names);
  return headers;
}

/** The first of them, and how many more there are. */
function toList(entries: readonly string[]): string {
  const left = entries.length - MAX_ENTRIES;
  const shown = entries.slice(0, MAX_ENTRIES).join(", ");
  return left > 0 ? `${shown}, +${left} more` : shown;
}

/** Spark's session ids; what Spark sent is not trusted to be a header either. */
export function toSidHeader(sids: readonly string[]): Record<string, string> {
  const safe = sids.map((sid) => sid.replaceAll(/[^\w@.:-]/g, "").slice(0, 128)).filter(Boolean);
  return safe.length > 0 ? { "x-spark-sid": safe.join(",") } : {};
}
