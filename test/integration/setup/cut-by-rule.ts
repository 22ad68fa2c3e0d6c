import fc from "fast-check";

/** Finds where stop sequences end a text, by the rule in its simplest form. */
export function cutByRule(text: string, stops: readonly string[]): string {
  for (let end = 1; end <= text.length; end += 1) {
    const ended = stops.filter((stop) => text.slice(0, end).endsWith(stop));
    if (ended.length > 0)
      return text.slice(0, end - Math.max(...ended.map(({ length }) => length)));
  }
  return text;
}

const letters = fc.constantFrom("a", "b", "。", "\n", "😀", "星火");
const word = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.array(letters, { minLength, maxLength }).map((parts) => parts.join(""));

/** Texts of frames that stop sequences can span. */
export const frames = fc.array(word(1, 5), { minLength: 1, maxLength: 12 });
export const stops = fc.array(word(1, 3), { minLength: 1, maxLength: 4 });
