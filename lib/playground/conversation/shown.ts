import type { AnswerTurn, Image, Variant } from "./types";

/** Returns the variant that the reader sees. */
export function readShown(turn: AnswerTurn): Variant | undefined {
  return turn.variants[turn.shown] ?? turn.variants.at(-1);
}

export function isRunning({ state }: Variant): boolean {
  return state === "waiting" || state === "streaming";
}

/** Returns whether there is something to read or look at, or a call to answer. */
export function hasContent(variant: Variant): boolean {
  return variant.text !== "" || variant.toolCalls.length > 0 || listDrawn(variant).length > 0;
}

/** Lists the images that have arrived, including those that the browser has lost since. */
export function listDrawn({ images = [] }: Variant): Image[] {
  return images.filter(({ url, bytes }) => url !== "" || bytes !== undefined);
}
