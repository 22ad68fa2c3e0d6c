import type { World } from "../world";
import type { Spoken } from "./protocol";

/** So much may come at once: clients send in frames, and networks gather them. */
const BURST_SECONDS = 1;

/**
 * The page says that audio which comes faster than it sounds may not be recognised well. How much faster
 * nobody knows: here words are lost as soon as the client is a second ahead.
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
