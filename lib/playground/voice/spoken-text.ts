import { splitFolded } from "../markdown/split-folded";

/** As much as one request may have spoken. */
export const MAX_SPOKEN = 4096;

/** What is spoken of an answer. */
export type Spoken = { text: string; isCut: boolean };

/**
 * Returns an answer as it is read aloud: without Markdown, code blocks, displayed formulas and
 * folded parts. A long one ends behind a sentence.
 */
export function toSpoken(markdown: string): Spoken {
  const plain = splitFolded(markdown.replaceAll("\r\n", "\n"))
    .filter(({ summary }) => summary === null)
    .map(({ text }) => toPlain(text))
    .join("\n");
  return cutSpoken(plain.replaceAll(/\n{2,}/g, "\n").trim());
}

function toPlain(markdown: string): string {
  const lines = dropBlocks(markdown).split("\n").map(toPlainLine);
  return lines.filter((line) => line !== "").join("\n");
}

/** Blocks from the line that opens them to the one that closes them, or to the end. */
const BLOCKS: readonly RegExp[] = [
  /^[ \t>]*(?:[-*+] +|\d+[.)] +)?(`{3,}|~{3,})[^\n]*\n(?:[\s\S]*?^[ \t>]*\1[`~]*[ \t]*$|[\s\S]*)/gm,
  /\$\$[\s\S]*?(?:\$\$|$(?![\s\S]))/g,
  /\\\[[\s\S]*?(?:\\\]|$(?![\s\S]))/g,
  /<!--[\s\S]*?(?:-->|$(?![\s\S]))/g,
];

function dropBlocks(markdown: string): string {
  return BLOCKS.reduce((text, block) => text.replaceAll(block, ""), markdown);
}

const RULE = /^ {0,3}(?:(?:[-*_] *){3,}|[=-]{2,} *)$/;
const TABLE_RULE = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
/** Quotes, list items with their boxes, headings and notes, which may stand in one another. */
const MARKS = /^[ \t]*(?:>[ \t]?|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?|#{1,6}[ \t]+|\[\^[^\]]+\]:[ \t]*)/;

function toPlainLine(line: string): string {
  if (RULE.test(line) || (line.includes("|") && TABLE_RULE.test(line))) return "";
  let rest = line;
  while (MARKS.test(rest)) rest = rest.replace(MARKS, "");
  return toPlainInline(toCells(rest)).replaceAll(/\s+/g, " ").trim();
}

/** The cells of a table's row, with a short pause between them. */
function toCells(line: string): string {
  const row = /^[ \t]*\|(.*)\|[ \t]*$/.exec(line)?.[1];
  if (row === undefined) return line;
  const cells = row.split(/(?<!\\)\|/).map((cell) => cell.trim());
  return cells.filter((cell) => cell !== "").join(", ");
}

const INLINE: readonly (readonly [RegExp, string])[] = [
  // Images and links by their words; notes not at all.
  [/!\[([^\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\])/g, "$1"],
  [/\[\^[^\]]+\]/g, ""],
  [/\[([^\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\])/g, "$1"],
  [/<((?:https?:|mailto:)[^>\s]+)>/g, "$1"],
  [/<\/?[a-zA-Z][^<>]*>/g, " "],
  [/(?<!\\)(`+)([^`]+)\1/g, "$2"],
  [/\\\(([\s\S]*?)\\\)/g, "$1"],
  [/(?<![\\\w$])\$([^\s$][^$]*?)\$(?!\w)/g, "$1"],
  [/(?<!\\)(\*{1,3}|~~)(?=\S)([^*~]*?\S)\1/g, "$2"],
  [/(?<![\\\w])(_{1,3})(?=\S)([^_]*?\S)\1(?!\w)/g, "$2"],
];

/** What stood for a character, last of all: what it stands for marks nothing. */
const LETTERS: typeof INLINE = [
  [/\\([!-/:-@[-`{-~])/g, "$1"],
  [/&nbsp;/g, " "],
  [/&lt;/g, "<"],
  [/&gt;/g, ">"],
  [/&quot;/g, '"'],
  [/&amp;/g, "&"],
];

function toPlainInline(line: string): string {
  // Twice: bold may hold italics.
  return [...INLINE, ...INLINE, ...LETTERS].reduce(
    (text, [mark, words]) => text.replaceAll(mark, words),
    line,
  );
}

const SENTENCE_END = /[。！？!?…；;\n]["'”’」』）)]*|\.["'”’)]*(?=\s)/g;

/** Cuts a text behind its last whole sentence that fits, or else between words. */
export function cutSpoken(text: string, max = MAX_SPOKEN): Spoken {
  if (text.length <= max) return { text, isCut: false };
  // One more: whether a dot ends a sentence, what follows it tells.
  const head = text.slice(0, max + 1);
  const ends = [...head.matchAll(SENTENCE_END)].map(({ index, 0: end }) => index + end.length);
  const place = ends.findLast((end) => end <= max) ?? toWordEnd(head, max);
  return { text: text.slice(0, place).trim(), isCut: true };
}

function toWordEnd(head: string, max: number): number {
  const space = head.lastIndexOf(" ");
  if (space > max / 2) return space;
  const isHalf = /[\uD800-\uDBFF]/.test(head[max - 1] ?? "");
  return isHalf ? max - 1 : max;
}
