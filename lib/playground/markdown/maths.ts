/**
 * Puts every formula, and nothing else, between `$$`: inline, or on lines of its own if it is
 * displayed. Models write `\(x\)`, `\[x\]`, `$x$` and `$$x$$` alike, and prices with the same sign.
 * Code is left alone.
 */
export function normaliseMaths(markdown: string): { markdown: string; count: number } {
  if (!/\$|\\[([]/.test(markdown)) return { markdown, count: 0 };
  let count = 0;
  let normalised = "";
  let at = 0;
  for (const found of markdown.matchAll(TOKEN)) {
    const formula = readFormula(found.groups);
    // Without a partner, two dollars would open a formula that runs to the end.
    if (found.groups?.["stray"]) normalised += markdown.slice(at, found.index) + String.raw`\$\$`;
    else if (formula) {
      const end = found.index + found[0].length;
      count += 1;
      normalised += markdown.slice(at, found.index);
      normalised += place(formula, toPlace(markdown, found.index, end));
    } else continue;
    at = found.index + found[0].length;
  }
  return count > 0 ? { markdown: normalised + markdown.slice(at), count } : { markdown, count };
}

/** A longer match is not a formula but two unrelated signs. */
const FORMULA = "{1,2000}?";

const TOKEN = new RegExp(
  [
    // Fenced code up to its end or that of the text, inline code, an escaped character.
    "^[ \\t]*(?:[-*+>]|\\d+[.)])?[ \\t]*(?<fence>`{3,}|~{3,})[^\\n]*\\n[^]*?(?:^[ \\t>]*\\k<fence>.*$|(?![^]))",
    // Only whole runs of backticks; otherwise each of thousands in a run would search to the end of
    // the text.
    "(?<!`)(?<ticks>`+)(?!`)[^]*?(?<!`)\\k<ticks>(?!`)",
    String.raw`\\[\\$]`,
    String.raw`\$\$(?<block>(?:[^$\\]|\\[^]|\$(?!\$))${FORMULA})\$\$`,
    String.raw`\\\[(?<bracket>(?:[^\\]|\\(?!\]))${FORMULA})\\\](?!\()`,
    String.raw`\\\((?<paren>(?:[^\\\n]|\\(?!\))|\n(?!\s*\n))${FORMULA})\\\)`,
    String.raw`(?<![\w$])\$(?!\s)(?<dollar>(?:[^$\\\n]|\\.)${FORMULA})(?<!\s)\$(?![\w$])`,
    String.raw`(?<stray>\$\$)`,
  ].join("|"),
  "gm",
);

type Formula = { body: string; isDisplayed: boolean };

function readFormula(groups: Record<string, string | undefined> = {}): Formula | undefined {
  const { block, bracket, paren, dollar } = groups;
  if (dollar !== undefined && isPrice(dollar)) return undefined;
  const body = block ?? bracket ?? paren ?? dollar ?? "";
  const isDisplayed = block !== undefined || bracket !== undefined;
  return body.trim() === "" ? undefined : { body, isDisplayed };
}

/**
 * Returns whether the text between two single dollars is not a formula: words in Han script, or an
 * amount and words.
 */
function isPrice(body: string): boolean {
  const bare = body.replaceAll(/\\(?:text|mathrm|operatorname)\s*\{[^{}]*\}/g, "");
  if (/[\p{Script=Han}，。；：？！、]/u.test(bare)) return true;
  return !/[\\^_=]/.test(bare) && /^\d[\d,.]*[kmb]?(?:\s+[^\s+*/<>-]|[-–—~/,]$)/i.test(bare);
}

/** What surrounds a formula on its line; `lead` makes it part of a quote or a list. */
type Place = { before: string; after: string; quotes: string; marker: string };

function toPlace(markdown: string, start: number, end: number): Place {
  const before = markdown.slice(markdown.lastIndexOf("\n", start - 1) + 1, start);
  const after = markdown.slice(end).split("\n", 1)[0] ?? "";
  const [, quotes = "", marker = ""] =
    /^([ \t]*(?:>[ \t]?)*)((?:[-*+]|\d{1,9}[.)])[ \t]+)?/.exec(before) ?? [];
  return { before, after: after.trim(), quotes, marker };
}

function place({ body, isDisplayed }: Formula, { before, after, quotes, marker }: Place): string {
  const isAlone = before === quotes + marker;
  const isAmidWords = /^\s*\|/.test(before) || (!isAlone && after !== "");
  if (!isDisplayed || isAmidWords) return `$$${body.trim().replaceAll(/\s*\n[\s>]*/g, " ")}$$`;
  const prefix = quotes + " ".repeat(marker.length);
  const lines = body.split("\n").map((line) => line.replace(/^[ \t]*(?:>[ \t]?)*/, "").trim());
  const opening = isAlone ? "$$" : `\n${prefix}$$`;
  const written = lines.filter(Boolean).map((line) => prefix + line);
  return [opening, ...written, `${prefix}$$`, ...(after ? [prefix] : [])].join("\n");
}
