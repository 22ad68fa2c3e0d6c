import type { Named } from "./generation";

/** What any client's API asks a recognition model for, beside the recording. */
export type TranscriptionRequest = {
  /** As the caller sent it: an id or an alias. */
  model: string;
  /** ISO 639-1, or as the caller wrote it; undefined: whatever is spoken. */
  language: Named<string> | undefined;
  /** Words that are likely to be spoken. */
  keywords: Named<readonly string[]>;
  /** When each word was spoken is asked for. */
  wantsTimes: boolean;
};

export type Word = { text: string; start: number; end: number };

/** A stretch of speech, with its times in seconds from the recording's beginning. */
export type Segment = { text: string; start: number; end: number; words: readonly Word[] };

/** What was heard in a recording. */
export type Transcript = {
  text: string;
  segments: readonly Segment[];
  /** Of the recording. */
  seconds: number;
  /** ISO 639-1, as far as it is known. */
  language: string | undefined;
};
