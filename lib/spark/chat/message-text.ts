import type { Message } from "../../core/generation";

/** Joins the text of a message; empty if it has none. */
export function toText(message: Message): string {
  if (message.role !== "user") return message.text;
  return message.parts.map((part) => (part.type === "text" ? part.text : "")).join("");
}
