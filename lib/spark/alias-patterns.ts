/**
 * Builds a lookup by pattern: a name resolves to the longest pattern that matches it, ignoring
 * case.
 */
export function createPatterns(
  aliases: Readonly<Record<string, string>>,
  findTarget: (target: string) => string,
) {
  const patterns = Object.entries(aliases)
    .filter(([pattern]) => pattern.includes("*"))
    .toSorted(([a], [b]) => b.length - a.length)
    .map(([pattern, target]) => ({
      literals: pattern.toLowerCase().split("*"),
      id: findTarget(target),
    }));
  return {
    find(name: string): string | undefined {
      if (patterns.length === 0) return undefined;
      const text = name.toLowerCase();
      return patterns.find(({ literals }) => fits(text, literals))?.id;
    },
  };
}

/**
 * Reports whether a text consists of these literals with anything in between. Each literal is
 * searched once, after the previous one: with a regular expression, a hostile name could take very
 * long.
 */
function fits(text: string, literals: readonly string[]): boolean {
  const first = literals[0] ?? "";
  const last = literals.at(-1) ?? "";
  if (text.length < first.length + last.length) return false;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const literal of literals.slice(1, -1)) {
    const found = text.indexOf(literal, at);
    if (found < 0 || found + literal.length > end) return false;
    at = found + literal.length;
  }
  return true;
}
