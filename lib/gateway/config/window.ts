/** A limit per window. A window starts with the first event that it counts. */
export type Window = { limit: number; seconds: number };

const UNIT_SECONDS: Readonly<Record<string, number>> = {
  s: 1,
  sec: 1,
  second: 1,
  m: 60,
  min: 60,
  minute: 60,
  h: 3600,
  hour: 3600,
  d: 86_400,
  day: 86_400,
};
/** In-memory counters expire by timer, and a timer can run for 24.8 days at most. */
const MAX_SECONDS = 24 * 86_400;
/** Redis and JavaScript both count up to here exactly, with room to spare. */
const MAX_LIMIT = 1e12;

/**
 * Parses `20/min`, `100/10min` or `20/min,500/day` into windows, the shortest first. Returns
 * undefined if the text is anything else or repeats a length.
 */
export function readWindows(text: string): readonly Window[] | undefined {
  const windows = text.split(",").map((part) => readWindow(part.trim().toLowerCase()));
  const known = windows.filter((window) => window !== undefined);
  const lengths = new Set(known.map(({ seconds }) => seconds));
  if (known.length < windows.length || lengths.size < windows.length) return undefined;
  return known.toSorted((a, b) => a.seconds - b.seconds);
}

function readWindow(text: string): Window | undefined {
  const [, limit, count = "1", unit = ""] = /^(\d+) ?\/ ?(\d*) ?([a-z]+?)s?$/.exec(text) ?? [];
  const seconds = Number(count || "1") * (UNIT_SECONDS[unit] ?? 0);
  const window = { limit: Number(limit), seconds };
  const isRight =
    window.limit >= 1 &&
    window.limit <= MAX_LIMIT &&
    window.seconds >= 1 &&
    window.seconds <= MAX_SECONDS;
  return isRight ? window : undefined;
}
