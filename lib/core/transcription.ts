import type { Named } from "./generation";

/** A recognition request from any client's API, without the recording. */
export type TranscriptionRequest = {
  /** As the caller sent it: an id or an alias. */
  model: string;
  /** ISO 639-1, or as the caller wrote it; undefined for any language. */
  language: Named<string> | undefined;
  /** Words that are likely to be spoken. */
  keywords: Named<readonly string[]>;
  /** True if the time of each word was requested. */
  wantsTimes: boolean;
};

export type Word = { text: string; start: number; end: number };

/** A stretch of speech, with its times in seconds from the recording's beginning. */
export type Segment = { text: string; start: number; end: number; words: readonly Word[] };

/** The recognised text of a recording. */
export type Transcript = {
  text: string;
  segments: readonly Segment[];
  /** The duration of the recording. */
  seconds: number;
  /** ISO 639-1 if possible; undefined if unknown. */
  language: string | undefined;
};
