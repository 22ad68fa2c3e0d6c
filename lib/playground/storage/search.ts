import type { Conversation } from "../conversation/types";

/** Returns the whole text of a conversation, with all variants of its answers. */
export function toText({ turns }: Conversation): string {
  return turns
    .flatMap((turn) => {
      if (turn.role === "assistant") return turn.variants.map(({ text }) => text);
      return [turn.text];
    })
    .join("\n");
}

const BEFORE = 20;
const AFTER = 80;

/** Returns the text around the first match on one line; null if there is none. */
export function findExcerpt(text: string, wanted: string): string | null {
  const needle = wanted.trim().toLocaleLowerCase();
  const at = needle === "" ? -1 : text.toLocaleLowerCase().indexOf(needle);
  if (at === -1) return null;
  const start = Math.max(0, at - BEFORE);
  const words = text.slice(start, at + needle.length + AFTER).replaceAll(/\s+/g, " ");
  return `${start > 0 ? "…" : ""}${words.trim()}`;
}
