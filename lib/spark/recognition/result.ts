import { z } from "zod";

import type { Segment, Word } from "../../core/transcription";
import { toIsoLanguage } from "./languages";

/** A number that may be missing or invalid. */
const figure = z.number().min(0).catch(0);
const word = z.object({ w: z.string(), lg: z.string().optional().catch(undefined) });

/** One result of either service (voicedictation/API.html, spark_mul_cn_iat.html). */
const resultSchema = z.object({
  sn: z.int(),
  /** Only with corrections: this result is new (`apd`), or replaces those in `rg` (`rpl`). */
  pgs: z.enum(["apd", "rpl"]).optional().catch(undefined),
  rg: z.tuple([z.int(), z.int()]).optional().catch(undefined),
  ws: z.array(z.object({ bg: figure, cw: z.array(word) })).catch([]),
  vad: z
    .object({ ws: z.array(z.object({ bg: figure, ed: figure })) })
    .optional()
    .catch(undefined),
});

export type RecognitionResult = z.output<typeof resultSchema>;

export const readResult = (value: unknown): RecognitionResult | undefined =>
  resultSchema.safeParse(value).data;

/** Times are counted in frames of 10 ms. */
const FRAMES_PER_SECOND = 100;

export type Heard = { segment: Segment; language: string | undefined };

/**
 * Converts a result to a segment of its session; undefined if it has no text. A word ends where the
 * next one begins. A missing time is replaced by the previous one; after the first word, 0 means
 * missing.
 */
export function toHeard({ ws, vad }: RecognitionResult, previousEnd: number): Heard | undefined {
  // Of several guesses the first is the best.
  const spoken = ws.flatMap(({ bg, cw: [best] }) => (best ? [{ ...best, bg }] : []));
  const text = spoken.map(({ w }) => w).join("");
  if (text === "") return undefined;
  const begins = spoken.map(({ bg }) => bg / FRAMES_PER_SECOND);
  const spans = vad?.ws.filter(({ ed }) => ed > 0) ?? [];
  const start = toSeconds(spans[0]?.bg) || begins.find((begin) => begin > 0) || previousEnd;
  const last = Math.max(start, ...begins);
  const end = Math.max(last, toSeconds(spans.at(-1)?.ed) || last + LAST_WORD_SECONDS);
  const language = spoken.find(({ lg }) => lg)?.lg;
  return {
    segment: { text, start, end, words: toWords(spoken, start, end) },
    language: language && toIsoLanguage(language),
  };
}

/** The length of the last word if the result does not contain it. */
const LAST_WORD_SECONDS = 0.3;

const toSeconds = (frames = 0): number => frames / FRAMES_PER_SECOND;

function toWords(
  spoken: readonly { w: string; bg: number }[],
  start: number,
  end: number,
): readonly Word[] {
  const words: Word[] = [];
  let from = start;
  for (const { w, bg } of spoken) {
    from = Math.max(from, toSeconds(bg));
    const before = words.at(-1);
    if (before) before.end = from;
    words.push({ text: w, start: from, end });
  }
  return words;
}
