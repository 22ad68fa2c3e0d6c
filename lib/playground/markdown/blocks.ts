import { findCut } from "./long-paragraph";
import { indentOf, isBlank, readFence, readMarker, readMathsOpening } from "./lines";

/**
 * A piece of markdown that means the same alone as in its place; `text` includes its blank lines. A
 * `sentence` is a piece of a paragraph that continues in the next block.
 */
export type Block = {
  readonly kind: "prose" | "sentence" | "code" | "maths";
  readonly text: string;
  /** Its offset in the whole text, in characters. */
  readonly at: number;
};

/** `sealed` followed by `live` is the text, character for character. Sealed blocks never change. */
export type Blocks = {
  readonly sealed: readonly Block[];
  readonly live: Block;
  /** True if a long list or paragraph was cut, and is therefore shown in several parts. */
  readonly isCut: boolean;
};

/**
 * Longer lists are sealed item by item; otherwise the whole list would be parsed again for each
 * word.
 */
const LONG_LIST_CHARACTERS = 2000;
/** After this many lines, an opening without an end is not a formula. */
const MAX_MATHS_LINES = 100;
/** From this indentation on, a line may belong to what is above the blank line. */
const CONTINUATION_COLUMNS = 4;

type Mode =
  | { kind: "text" }
  | { kind: "list"; contentColumn: number }
  | { kind: "code"; fence: string }
  | { kind: "maths"; closer: string; lines: number };

type Scan = {
  text: string;
  /** A new array at each seal, so that the previous one stays valid. */
  sealed: readonly Block[];
  /** The offset of the live block. */
  start: number;
  /** The offset of the first line that is still incomplete. */
  at: number;
  mode: Mode;
  hasContent: boolean;
  isAfterBlank: boolean;
  isCut: boolean;
};

/**
 * Creates a function that splits a growing text into blocks and reads each line once. The cuts
 * depend only on the text, not on the pieces in which it arrived. A text that does not continue the
 * last one starts again.
 */
export function createSplitter(): (text: string) => Blocks {
  let scan = startScan();
  return (text) => {
    if (!text.startsWith(scan.text)) scan = startScan();
    read(scan, text);
    const live = { kind: toKind(scan.mode), text: text.slice(scan.start), at: scan.start };
    return { sealed: scan.sealed, live, isCut: scan.isCut };
  };
}

function toKind({ kind }: Mode): Block["kind"] {
  return kind === "text" || kind === "list" ? "prose" : kind;
}

function startScan(): Scan {
  return {
    text: "",
    sealed: [],
    start: 0,
    at: 0,
    mode: { kind: "text" },
    hasContent: false,
    isAfterBlank: false,
    isCut: false,
  };
}

function read(scan: Scan, text: string): void {
  scan.text = text;
  for (;;) {
    const end = text.indexOf("\n", scan.at);
    if (end === -1) break;
    readLine(scan, text.slice(scan.at, end), end + 1);
    scan.at = end + 1;
  }
  const unfinished = text.slice(scan.at);
  if (scan.isAfterBlank && isDecided(unfinished)) endAtBlank(scan, unfinished);
  // A line that begins with a letter continues the paragraph, whatever follows.
  if (/^\p{L}/u.test(unfinished)) cutParagraph(scan, text.length);
}

function cutParagraph(scan: Scan, end: number): void {
  while (scan.mode.kind === "text") {
    const cut = findCut(scan.text.slice(scan.start, end));
    if (cut === undefined) return;
    seal(scan, "sentence", scan.start + cut);
    scan.hasContent = true;
    scan.isCut = true;
  }
}

/** Returns whether the beginning of a line is enough to know that it starts something new. */
function isDecided(line: string): boolean {
  return !isBlank(line) && indentOf(line) < CONTINUATION_COLUMNS && !/^[-*+\d\s]/.test(line);
}

function readLine(scan: Scan, line: string, end: number): void {
  const { mode } = scan;
  if (mode.kind === "code") {
    if (closesFence(line, mode.fence)) seal(scan, "code", end);
    return;
  }
  if (mode.kind === "maths") {
    readMathsLine(scan, mode, { line, end });
    return;
  }
  if (isBlank(line)) {
    scan.isAfterBlank = scan.hasContent;
    return;
  }
  if (scan.isAfterBlank) endAtBlank(scan, line);
  scan.isAfterBlank = false;
  if (opensBlock(scan, line)) return;
  readMarkerOf(scan, line);
  scan.hasContent = true;
  cutParagraph(scan, end);
}

/** Ends the block at the blank lines above `line`, unless `line` may still belong to it. */
function endAtBlank(scan: Scan, line: string): void {
  const { mode } = scan;
  const indent = indentOf(line);
  if (indent >= CONTINUATION_COLUMNS) return;
  if (mode.kind === "list" && (indent >= mode.contentColumn || readMarker(line))) return;
  seal(scan, "prose", scan.at);
}

/** A fence or a formula at the margin is a block of its own, whatever is above it. */
function opensBlock(scan: Scan, line: string): boolean {
  const { mode } = scan;
  if (mode.kind === "list" && indentOf(line) >= mode.contentColumn) return false;
  const fence = readFence(line);
  const closer = fence ? undefined : readMathsOpening(line);
  if (!fence && !closer) return false;
  if (scan.hasContent) seal(scan, "prose", scan.at);
  if (fence) scan.mode = { kind: "code", fence };
  if (closer) scan.mode = { kind: "maths", closer, lines: 0 };
  scan.hasContent = true;
  return true;
}

function readMarkerOf(scan: Scan, line: string): void {
  const contentColumn = readMarker(line);
  if (contentColumn === undefined) return;
  const { mode } = scan;
  if (mode.kind === "list" && indentOf(line) >= mode.contentColumn) return;
  if (mode.kind === "list" && scan.at - scan.start > LONG_LIST_CHARACTERS) {
    scan.isCut = true;
    seal(scan, "prose", scan.at);
  }
  scan.mode = { kind: "list", contentColumn };
}

function readMathsLine(
  scan: Scan,
  mode: Extract<Mode, { kind: "maths" }>,
  { line, end }: { line: string; end: number },
): void {
  if (line.includes(mode.closer)) seal(scan, "maths", end);
  else if (mode.lines >= MAX_MATHS_LINES) scan.mode = { kind: "text" };
  else scan.mode = { ...mode, lines: mode.lines + 1 };
}

/**
 * Returns whether a line closes a fence: the same character, at least as long, and nothing after
 * it.
 */
function closesFence(line: string, fence: string): boolean {
  const closing = /^ {0,3}(`{3,}|~{3,})\s*$/.exec(line)?.[1];
  return closing !== undefined && closing[0] === fence[0] && closing.length >= fence.length;
}

function seal(scan: Scan, kind: Block["kind"], end: number): void {
  scan.sealed = [...scan.sealed, { kind, text: scan.text.slice(scan.start, end), at: scan.start }];
  scan.start = end;
  scan.mode = { kind: "text" };
  scan.hasContent = false;
  scan.isAfterBlank = false;
}
