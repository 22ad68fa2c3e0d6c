import { RE2JS } from "re2js";

import { isKeywords, type Keywords, numbersOf } from "./demand";
import { COMMON_TEXTS, makeFormatted } from "./formats";
import { makeMatching } from "./pattern/text";
import { fitText } from "./texts";

/** The maximum number of different texts to make before giving up. */
const MAX_TURNS = 1_000;

/**
 * Makes texts of some schemas: by their format, by their patterns, or else from the given words.
 */
export function* makeStrings(plain: readonly Keywords[], words: string): Generator<string> {
  const minimum = Math.max(0, ...numbersOf(plain, "minLength"));
  const maximum = Math.min(Infinity, ...numbersOf(plain, "maxLength"));
  const patterns = textsOf(plain, "pattern");
  const refused = plain.flatMap(({ not }) => (isKeywords(not) ? textsOf([not], "pattern") : []));
  const matchers = patterns.map(toMatcher);
  const refusing = refused.map(toMatcher);
  const fits = (text: string): boolean => {
    const length = Array.from(text).length;
    return (
      length >= minimum &&
      length <= maximum &&
      matchers.every((matches) => matches(text)) &&
      !refusing.some((matches) => matches(text))
    );
  };
  for (const format of textsOf(plain, "format")) {
    for (const text of makeFormatted(format, minimum)) if (fits(text)) yield text;
  }
  if (patterns.length > 0 || refused.length > 0) {
    yield* [words, ...COMMON_TEXTS].filter(fits);
    yield* makeMatching({ patterns, refused, minimum, maximum });
    return;
  }
  for (let turn = 0; turn < MAX_TURNS; turn += 1) yield fitText(words, turn, { minimum, maximum });
}

function textsOf(plain: readonly Keywords[], keyword: string): string[] {
  const texts = plain.flatMap((schema) => {
    const value = schema[keyword];
    return typeof value === "string" ? [value] : [];
  });
  return [...new Set(texts)];
}

function toMatcher(pattern: string): (text: string) => boolean {
  const compiled = RE2JS.compile(pattern);
  return (text) => compiled.matcher(text).find();
}
