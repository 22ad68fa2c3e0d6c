import { readFence } from "./lines";

/** A part of an answer, either plain or folded under a summary. */
export type Stretch = { summary: string | null; text: string };

const OPENING = /^<details(?: open)?>\s*(?:<summary>(.*?)<\/summary>)?\s*$/;
const SUMMARY = /^<summary>(.*?)<\/summary>\s*$/;
const CLOSING = /^<\/details>\s*$/;

/**
 * Splits an answer at `<details>` blocks, which must start on a line of their own, followed by
 * their `<summary>`. No other HTML has a meaning. A block without an end is folded too, because the
 * answer may still be growing; inside code fences nothing is folded.
 */
export function splitFolded(markdown: string): Stretch[] {
  if (!markdown.includes("<details")) return [{ summary: null, text: markdown }];
  const stretches: Stretch[] = [{ summary: null, text: "" }];
  let fence: string | undefined;
  for (const line of markdown.split(/(?<=\n)/)) {
    const mark = readFence(line.trimEnd());
    if (mark !== undefined) fence = toggle(fence, mark);
    const current = stretches.at(-1);
    if (current) stretches.push(...addLine(current, line, fence === undefined));
  }
  return stretches.filter(({ summary, text }) => summary !== null || text.trim() !== "");
}

/**
 * Adds a line to a stretch, or starts the next one.
 * @param isFree false inside a code fence
 */
function addLine(current: Stretch, line: string, isFree: boolean): Stretch[] {
  if (isFree && current.summary === null) {
    const opening = OPENING.exec(line);
    if (opening) return [{ summary: opening[1] ?? "", text: "" }];
  } else if (isFree) {
    if (CLOSING.test(line)) return [{ summary: null, text: "" }];
    const late = current.text.trim() === "" ? SUMMARY.exec(line) : null;
    if (late && current.summary === "") {
      current.summary = late[1] ?? "";
      return [];
    }
  }
  current.text += line;
  return [];
}

/** Returns the open fence after a fence line. A fence of the same kind and length closes it. */
function toggle(open: string | undefined, mark: string): string | undefined {
  if (open === undefined) return mark;
  return mark.startsWith(open) ? undefined : open;
}
