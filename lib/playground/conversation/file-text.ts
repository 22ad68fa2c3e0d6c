import type { TextFile } from "./types";

/** A question with its files, as text: each under its name, in a fence that nothing in it can close. */
export function toFullText(text: string, files: readonly TextFile[] = []): string {
  return [...(text === "" ? [] : [text]), ...files.map(toFenced)].join("\n\n");
}

function toFenced({ name, text }: TextFile): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(2, ...runs.map((run) => run.length)) + 1);
  return `${name}\n${fence}${toLanguage(name)}\n${text.replace(/\n$/, "")}\n${fence}`;
}

/** Its ending says which language it is in; nobody is misled by one that says nothing. */
function toLanguage(name: string): string {
  const ending = /\.([a-z0-9+]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  return ending === "txt" ? "" : ending;
}
