import type { AnswerTurn, Variant } from "./types";

/** The variant that the reader sees. */
export function readShown(turn: AnswerTurn): Variant | undefined {
  return turn.variants[turn.shown] ?? turn.variants.at(-1);
}

export function isRunning({ state }: Variant): boolean {
  return state === "waiting" || state === "streaming";
}

/** There is something to read, or a call to answer. */
export function hasContent({ text, toolCalls }: Variant): boolean {
  return text !== "" || toolCalls.length > 0;
}
