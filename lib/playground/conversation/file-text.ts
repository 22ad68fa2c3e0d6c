import type { TextFile } from "./types";

/**
 * Returns a question with its files as text. Each file follows its name, in a fence longer than any
 * inside it.
 */
export function toFullText(text: string, files: readonly TextFile[] = []): string {
  return [...(text === "" ? [] : [text]), ...files.map(toFenced)].join("\n\n");
}

function toFenced({ name, text }: TextFile): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(2, ...runs.map((run) => run.length)) + 1);
  return `${name}\n${fence}${toLanguage(name)}\n${text.replace(/\n$/, "")}\n${fence}`;
}

/** Returns a file's extension as its language; an unknown one does no harm. */
function toLanguage(name: string): string {
  const ending = /\.([a-z0-9+]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  return ending === "txt" ? "" : ending;
}
