import type { World } from "../world";
import type { Spoken } from "./protocol";

/** How much may arrive at once, because clients send in frames and networks batch them. */
const BURST_SECONDS = 1;

/**
 * Drops words from audio that arrives too fast. The page says that audio faster than real time may
 * not be recognised well, but not how much faster; here words are lost as soon as the client is a
 * second ahead.
 */
export function createPace({ now, audioPace }: Pick<World, "now" | "audioPace">) {
  const startedAt = now();
  let isTooFast = false;
  return {
    note(seconds: number): void {
      const heard = ((now() - startedAt) / 1000) * audioPace;
      if (seconds > heard + BURST_SECONDS) isTooFast = true;
    },
    spoil: (spoken: Spoken): Spoken =>
      isTooFast ? { ...spoken, words: spoken.words.filter((_, at) => at % 2 === 1) } : spoken,
  };
}
