import { readFence } from "./lines";

/** A stretch of an answer: plain, or folded away under a summary. */
export type Stretch = { summary: string | null; text: string };

const OPENING = /^<details(?: open)?>\s*(?:<summary>(.*?)<\/summary>)?\s*$/;
const SUMMARY = /^<summary>(.*?)<\/summary>\s*$/;
const CLOSING = /^<\/details>\s*$/;

/**
 * Cuts an answer where models fold something away: `<details>` on a line of its own, then its
 * `<summary>`. It is the only HTML that is heeded, and of it nothing but these two. One that is still
 * open is folded already; in code it is code.
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

/** Adds a line to a stretch, or begins the next one with it. @param isFree it is not in code */
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

/** A fence is closed by one that is as long and of the same kind. */
function toggle(open: string | undefined, mark: string): string | undefined {
  if (open === undefined) return mark;
  return mark.startsWith(open) ? undefined : open;
}
