/** Deeper than any schema that a person or a generator writes. */
const MAX_DEPTH = 64;
/** More than the longest conversation has, with all its parts: what checks them costs far more each. */
const MAX_VALUES = 200_000;

/** Whether a JSON value is nested so deep that code which follows it would run out of stack. */
export function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return true;
    level = level.flatMap((item) =>
      typeof item === "object" && item !== null ? Object.values(item) : [],
    );
  }
  return false;
}

/** Whether a JSON value holds so many others, on all levels, that only harm can be meant. */
export function isTooWide(value: unknown): boolean {
  const met: unknown[] = [value];
  for (const item of met) {
    if (typeof item !== "object" || item === null) continue;
    const { length } = Array.isArray(item) ? item : Object.keys(item);
    if (met.length + length > MAX_VALUES) return true;
    for (const child of Object.values(item)) met.push(child);
  }
  return false;
}
