export type Selected = { start: number; end: number };

export type Inserted = { text: string; caret: number };

/** Between these a space is missing; Chinese needs none. */
const WORD = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]/u;
const AFTER = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N},.;:!?)\]"”]/u;

/** Puts a text where the selection is, and in its place; words do not run together. */
export function insertAt(text: string, { start, end }: Selected, added: string): Inserted {
  const before = text.slice(0, start);
  const after = text.slice(end);
  const needsFirst = AFTER.test(before.slice(-1)) && WORD.test(added.slice(0, 1));
  const needsLast = AFTER.test(added.slice(-1)) && WORD.test(after.slice(0, 1));
  const head = `${before}${needsFirst ? " " : ""}${added}${needsLast ? " " : ""}`;
  return { text: head + after, caret: head.length };
}
