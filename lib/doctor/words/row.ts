import type { Row, Words } from "./cause";

type Pair = readonly [what: string, fix: string];

/** Builds a row: what happened and what to do, in English and in Chinese. */
export function problem(en: Pair, zh: Pair): Row {
  return { level: "problem", en: toWords(en), zh: toWords(zh) };
}

function toWords([what, fix]: Pair): Words {
  return { what, fix };
}
