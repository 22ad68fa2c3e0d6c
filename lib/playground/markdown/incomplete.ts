/**
 * Completes the end of a growing answer as it will most likely be read. Incomplete markup is
 * hidden, and open markup is closed, so that raw markdown does not flash up before it gets its
 * meaning.
 */
export function completeTail(markdown: string): string {
  const lineAt = markdown.lastIndexOf("\n") + 1;
  const line = markdown.slice(lineAt);
  const paragraphAt = findParagraph(markdown);
  if (isFormingTable(markdown.slice(paragraphAt))) return markdown.slice(0, paragraphAt);
  if (FORMING_LINE.test(line) || FENCE.test(line)) return markdown.slice(0, lineAt);
  if (isInCode(markdown)) return markdown;
  return markdown.slice(0, lineAt) + closeInline(line);
}

/**
 * A line of only one kind of markup: a heading, a rule, an underline, a bullet, a number, a fence,
 * a row.
 */
const FORMING_LINE = /^\s*(?:([-=*+_#>~`|$])\1*|\\\[?|\d{1,9}[.)]?)\s*$/;

/** A fence whose language is still incomplete, or that is closing. */
const FENCE = /^\s*(?:`{3}|~{3})/;

/** Returns whether the end is inside code, for example in a list, where nothing is markdown. */
function isInCode(markdown: string): boolean {
  return markdown.split("\n").filter((line) => FENCE.test(line)).length % 2 === 1;
}

function findParagraph(markdown: string): number {
  const gapAt = markdown.lastIndexOf("\n\n");
  return gapAt === -1 ? 0 : gapAt + 2;
}

/** The head of a table looks like a paragraph with bars until the line below it arrives. */
function isFormingTable(paragraph: string): boolean {
  if (!paragraph.startsWith("|")) return false;
  const lines = paragraph.split("\n");
  return lines.length < 2 || (lines.length === 2 && /^[-:| \t]*$/.test(lines[1] ?? ""));
}

function closeInline(line: string): string {
  const code = findOpenCode(line);
  if (code)
    return code.at + code.run.length === line.length ? line.slice(0, code.at) : line + code.run;
  const shown = line.replace(FORMING_LINK, (_, bang: string, label: string) => (bang ? "" : label));
  const [stars = ""] = /\**$/.exec(shown) ?? [];
  const words = shown.slice(0, shown.length - stars.length);
  const { isStrongOpen, isEmphasisOpen } = countStars(words);
  if (isStrongOpen) return stars.length >= 2 ? shown : closeStrong(words);
  return isEmphasisOpen && stars.length === 1 ? shown : words;
}

/** `[label](https://exam`: only its label is known yet. */
const FORMING_LINK = /(!?)\[([^[\]\n]*)\]\([^()\s]*$/;

/** Closes before the space at the end, because markup after a space closes nothing. */
function closeStrong(words: string): string {
  const end = words.trimEnd();
  return `${end}**${words.slice(end.length)}`;
}

function countStars(words: string): { isStrongOpen: boolean; isEmphasisOpen: boolean } {
  const bare = words.replaceAll(/(`+).*?\1/g, "").replace(/^\s*\*\s/, "");
  const strong = bare.match(/\*\*/g)?.length ?? 0;
  const emphasis = bare.replaceAll("**", "").match(/\*(?!\s)|(?<!\s)\*/g)?.length ?? 0;
  return { isStrongOpen: strong % 2 === 1, isEmphasisOpen: emphasis % 2 === 1 };
}

function findOpenCode(line: string): { at: number; run: string } | undefined {
  const runs = [...line.matchAll(/`+/g)].map((run) => ({ at: run.index, run: run[0] }));
  for (let open = runs.shift(); open; open = runs.shift()) {
    const { run } = open;
    const closing = runs.findIndex((other) => other.run === run);
    if (closing === -1) return open;
    runs.splice(0, closing + 1);
  }
  return undefined;
}
