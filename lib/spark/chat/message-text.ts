import type { Message } from "../../core/generation";

/** The words of a message, joined; empty where it has none. */
export function toText(message: Message): string {
  if (message.role !== "user") return message.text;
  return message.parts.map((part) => (part.type === "text" ? part.text : "")).join("");
}
