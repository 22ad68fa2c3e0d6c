import type { Segment, Transcript } from "../../core/transcription";
import type { Heard } from "../../spark/recognition/result";

export type TranscriptBuilder = {
  /**
   * Adds segments.
   * @returns the added text
   */
  add: (heard: readonly Heard[]) => string;
  end: () => Transcript;
};

type Facts = {
  seconds: number;
  /** The language that the caller named. */
  language: string | undefined;
};

/** Builds one transcript from recognised segments. */
export function createTranscriptBuilder({ seconds, language }: Facts): TranscriptBuilder {
  const segments: Segment[] = [];
  const heardIn = new Map<string, number>();
  let text = "";
  const addOne = ({ segment, language: spoken }: Heard): string => {
    const added = needsSpace(text, segment.text) ? ` ${segment.text}` : segment.text;
    text += added;
    // Keeps iFlytek's times within the recording and in ascending order.
    const start = Math.min(seconds, Math.max(segment.start, segments.at(-1)?.start ?? 0));
    const end = Math.min(seconds, Math.max(start, segment.end));
    segments.push({ ...segment, start, end });
    if (spoken) heardIn.set(spoken, (heardIn.get(spoken) ?? 0) + segment.text.length);
    return added;
  };
  return {
    add: (heard) => heard.map(addOne).join(""),
    end: () => ({ text, segments, seconds, language: language ?? findMost(heardIn) }),
  };
}

/** Ends and beginnings that need a space between them; without one, two words would merge. */
const SPACED = /[\p{L}\p{M}\p{N}\p{Po}\p{Pe}\p{Pf}\p{Sc}]$/u;
const SPACED_START = /^[\p{L}\p{N}\p{Ps}\p{Pi}\p{Sc}¿¡]/u;
const LAST_LETTER = /\p{L}\P{L}*$/u;
const FIRST_LETTER = /^\P{L}*\p{L}/u;
const NEAR = 12;
/** Chinese punctuation has its space in itself. */
const WIDE = /[\u3000-\u303F\uFF00-\uFFEF]/u;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Tibetan}]/u;

/** Every session begins as if nothing had been spoken before it. */
function needsSpace(before: string, after: string): boolean {
  const last = Array.from(before.slice(-2)).at(-1) ?? "";
  const first = Array.from(after.slice(0, 2)).at(0) ?? "";
  if (!SPACED.test(last) || !SPACED_START.test(first)) return false;
  // Judged by the nearest letters, because Chinese has some punctuation in common with others.
  const tail = LAST_LETTER.exec(before.slice(-NEAR))?.[0] ?? last;
  const head = FIRST_LETTER.exec(after.slice(0, NEAR))?.[0] ?? first;
  return ![tail, head].some((part) => UNSPACED.test(part) || WIDE.test(part));
}

function findMost(counts: ReadonlyMap<string, number>): string | undefined {
  const [most] = [...counts].toSorted(([, a], [, b]) => b - a);
  return most?.[0];
}
