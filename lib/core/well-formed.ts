/** What stands for half a surrogate pair: many clients cannot encode one. */
export const REPLACEMENT = "\uFFFD";

/** An escape in JSON text; a pair of them is one character, and half a pair is none. */
const ESCAPED = /(?<!\\)((?:\\\\)*)\\u(d[89ab][\da-f]{2}\\ud[c-f][\da-f]{2}|d[89a-f][\da-f]{2})/gi;
const PAIR_CHARACTERS = "d83d\\ude00".length;

/**
 * JSON text without half a surrogate pair, whether written as it is or as an escape. What follows an odd
 * number of backslashes is an escape; an even number is a backslash itself.
 */
export function toWellFormedJson(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  if (!/\\ud/i.test(wellFormed)) return wellFormed;
  return wellFormed.replace(ESCAPED, (whole: string, before: string, code: string) =>
    code.length === PAIR_CHARACTERS ? whole : before + REPLACEMENT,
  );
}
