/** Replaces a lone surrogate, which many clients cannot encode. */
export const REPLACEMENT = "\uFFFD";

/** Matches a surrogate escape in JSON text: a pair is one character, a lone half is invalid. */
const ESCAPED = /(?<!\\)((?:\\\\)*)\\u(d[89ab][\da-f]{2}\\ud[c-f][\da-f]{2}|d[89a-f][\da-f]{2})/gi;
const PAIR_CHARACTERS = "d83d\\ude00".length;

/**
 * Replaces lone surrogates in JSON text, both raw and escaped. After an odd number of backslashes
 * comes an escape; an even number is literal backslashes.
 */
export function toWellFormedJson(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  if (!/\\ud/i.test(wellFormed)) return wellFormed;
  return wellFormed.replace(ESCAPED, (whole: string, before: string, code: string) =>
    code.length === PAIR_CHARACTERS ? whole : before + REPLACEMENT,
  );
}
