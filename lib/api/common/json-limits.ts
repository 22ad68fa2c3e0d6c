/** Deeper than any schema that a person or a generator writes. */
const MAX_DEPTH = 64;

/**
 * Reports whether a JSON value is nested so deeply that recursive code would overflow the stack.
 */
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
