/** Entries of one day, newest first. */
export type Day<Entry> = {
  /** Midnight in the reader's time zone. */
  at: number;
  kind: "today" | "yesterday" | "earlier";
  entries: Entry[];
};

/** Groups entries by the day of their last change; the newest day comes first. */
export function groupByDay<Entry extends { updatedAt: number }>(
  entries: readonly Entry[],
  now: number,
): Day<Entry>[] {
  const today = toMidnight(now);
  const yesterday = toMidnight(today - 1);
  const days: Day<Entry>[] = [];
  for (const entry of entries.toSorted((a, b) => b.updatedAt - a.updatedAt)) {
    const at = toMidnight(entry.updatedAt);
    const last = days.at(-1);
    if (last?.at === at) last.entries.push(entry);
    else days.push({ at, kind: toKind(at, { today, yesterday }), entries: [entry] });
  }
  return days;
}

type Near = { today: number; yesterday: number };

function toKind(at: number, { today, yesterday }: Near): Day<unknown>["kind"] {
  // If the clock was set back, a future day counts as today.
  if (at >= today) return "today";
  return at === yesterday ? "yesterday" : "earlier";
}

function toMidnight(at: number): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
