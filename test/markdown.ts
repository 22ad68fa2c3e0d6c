import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** A code snippet in a page, with its position. */
export type Snippet = { language: string; code: string; heading: string; line: number };

/** Lists the fenced code of a Markdown page, in order. */
export function listSnippets(text: string): Snippet[] {
  const snippets: Snippet[] = [];
  let heading = "";
  let open: Snippet | undefined;
  for (const [index, line] of text.split("\n").entries()) {
    const fence = /^```(\w*)$/.exec(line);
    if (open && fence) {
      snippets.push(open);
      open = undefined;
    } else if (open) {
      open.code += `${line}\n`;
    } else if (fence) {
      open = { language: fence[1] ?? "", code: "", heading, line: index + 1 };
    } else {
      heading = /^#+ (.*)$/.exec(line)?.[1] ?? heading;
    }
  }
  return snippets;
}

/** Lists the depth of each heading, in order. */
export function listHeadingDepths(text: string): number[] {
  return outsideCode(text).flatMap((line) => /^(#+) /.exec(line)?.[1]?.length ?? []);
}

/** Lists the targets of a page's links and images, in order. */
export function listLinks(text: string): string[] {
  return outsideCode(text).flatMap((line) =>
    [...line.matchAll(/\]\(([^()\s]+)\)/g)].map(([, target = ""]) => target),
  );
}

/** Lists what is between backticks, in order. */
export function listCodeSpans(text: string): string[] {
  return outsideCode(text).flatMap((line) =>
    [...line.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code),
  );
}

/** Expands braces: `a-{b,c}.ts` → `a-b.ts`, `a-c.ts`. */
export function expandBraces(word: string): string[] {
  const [, before = "", choices, after = ""] = /^(.*?)\{([^{}]*)\}(.*)$/.exec(word) ?? [];
  if (choices === undefined) return [word];
  return choices.split(",").flatMap((choice) => expandBraces(before + choice + after));
}

function outsideCode(text: string): string[] {
  let isCode = false;
  return text.split("\n").filter((line) => {
    if (line.startsWith("```")) isCode = !isCode;
    return !isCode;
  });
}

/** Lists every page of the project, from its root. */
export function listPages(): string[] {
  return PAGE_FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".md"))
      .map((name) => join(folder, name)),
  );
}

const PAGE_FOLDERS = [
  ".",
  "docs",
  "docs/decisions",
  "lib",
  "lib/spark",
  "test",
  "test/simulator",
  "test/bench",
  ".github",
];
