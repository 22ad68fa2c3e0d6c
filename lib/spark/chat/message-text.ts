import type { ChatMessage } from "../../api/chat-completions/request-schema";

/** The words of a message, joined; empty where it has none. */
export function toText({ content }: ChatMessage): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  const parts: readonly { type: string; text?: string; refusal?: string }[] = content;
  return parts.map((part) => part.text ?? part.refusal ?? "").join("");
}
