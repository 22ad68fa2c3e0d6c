import type { Message } from "../../../core/generation";

type Assistant = Extract<Message, { role: "assistant" }>;

/** Texts that join a turn, put together at the end and not one by one: there may be very many. */
export function createJoinedTexts() {
  const texts = new Map<Assistant, string[]>();
  return {
    add(turn: Assistant, text: string): void {
      const found = texts.get(turn) ?? [turn.text];
      found.push(text);
      texts.set(turn, found);
    },
    write(): void {
      for (const [turn, found] of texts) turn.text = found.filter(Boolean).join("\n\n");
    },
  };
}
