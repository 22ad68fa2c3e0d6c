import type { Opening, Result, Spoken } from "./protocol";

/** An interim result that the service later corrects. */
const GUESS = "嗯";

/** Numbers the results of a session. */
export function createResults({ hasTimes, hasCorrections, language }: Opening) {
  let sn = 0;
  const toResult = (spoken: Spoken, changes: Partial<Result> = {}): Result => {
    sn += 1;
    const span = { bg: toFrames(spoken.startMs), ed: toFrames(spoken.endMs) };
    return {
      sn,
      ls: false,
      bg: 0,
      ed: 0,
      ws: spoken.words.map(({ text, startMs }) => ({
        bg: toFrames(startMs),
        cw: [{ w: text, sc: 0, ...(language !== null && { lg: toLanguage(text, language) }) }],
      })),
      ...(hasTimes && !hasCorrections && { vad: { ws: [span] } }),
      ...changes,
    };
  };

  return {
    /**
     * Returns the results for one stretch; with corrections, a longer guess and its replacement.
     */
    of(spoken: Spoken): Result[] {
      if (!hasCorrections) return [toResult(spoken)];
      const guess = { ...spoken, words: [...spoken.words, { text: GUESS, startMs: spoken.endMs }] };
      const first = toResult(guess, { pgs: "apd" });
      return [first, toResult(spoken, { pgs: "rpl", rg: [first.sn, first.sn] })];
    },
    /** Returns the last result, which has no words. */
    last(): Result {
      sn += 1;
      return { sn, ls: true, bg: 0, ed: 0, ws: [], ...(hasCorrections && { pgs: "apd" }) };
    },
  };
}

/** Converts to frames of 10 ms. */
const toFrames = (ms: number): number => Math.round(ms / 10);

const toLanguage = (text: string, said: string): string => {
  if (said !== "none") return said;
  return /\p{Script=Han}/u.test(text) ? "zh" : "en";
};
