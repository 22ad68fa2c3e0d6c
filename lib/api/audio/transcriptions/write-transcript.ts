import type { Segment, Transcript } from "../../../core/transcription";
import { toEvent } from "../../common/sse";
import { toLanguageName } from "./language-names";
import type { TranscriptionOutput } from "./read-request";
import type {
  Transcription,
  TranscriptionVerbose,
  TranscriptTextDelta,
  TranscriptTextDone,
} from "./response-schema";
import { toSrt, toVtt } from "./subtitles";

export type WrittenTranscript = { type: "application/json" | "text/plain"; text: string };

/** Writes a whole transcript in the format that the caller requested. */
export function writeTranscript(
  transcript: Transcript,
  { format, granularities }: TranscriptionOutput,
): WrittenTranscript {
  const { text, segments } = transcript;
  switch (format) {
    case "json":
      return toJson({ text, usage: toUsage(transcript.seconds) } satisfies Transcription);
    case "verbose_json":
      return toJson(toVerbose(transcript, granularities));
    case "text":
      return { type: "text/plain", text: `${text}\n` };
    case "srt":
      return { type: "text/plain", text: toSrt(segments) };
    case "vtt":
      return { type: "text/plain", text: toVtt(segments) };
  }
}

const toJson = (value: object): WrittenTranscript => ({
  type: "application/json",
  text: JSON.stringify(value),
});

/** Counts a started second as a whole one. */
const toUsage = (seconds: number): Transcription["usage"] => ({
  type: "duration",
  seconds: Math.ceil(seconds),
});

function toVerbose(
  { text, segments, seconds, language }: Transcript,
  granularities: TranscriptionOutput["granularities"],
): TranscriptionVerbose {
  return {
    task: "transcribe",
    language: toLanguageName(language),
    duration: round(seconds),
    text,
    ...(granularities.has("segment") && { segments: segments.map(toSegment) }),
    ...(granularities.has("word") && { words: segments.flatMap(toWords) }),
    usage: toUsage(seconds),
  };
}

function toSegment({ text, start, end }: Segment, id: number) {
  return {
    id,
    seek: Math.round(start * 100),
    start: round(start),
    end: round(end),
    text,
    tokens: [],
    temperature: 0,
    avg_logprob: 0,
    compression_ratio: 0,
    no_speech_prob: 0,
  };
}

/** The spaces between words belong to the segment's text. */
const toWords = ({ words }: Segment) =>
  words
    .map(({ text, start, end }) => ({ word: text.trim(), start: round(start), end: round(end) }))
    .filter(({ word }) => word !== "");

/** Rounds to milliseconds, as nothing is measured more precisely. */
const round = (seconds: number): number => Math.round(seconds * 1000) / 1000;

export const toDeltaEvent = (delta: string): string =>
  toEvent({ type: "transcript.text.delta", delta } satisfies TranscriptTextDelta);

export const toDoneEvent = ({ text, seconds }: Transcript): string =>
  toEvent({
    type: "transcript.text.done",
    text,
    usage: toUsage(seconds),
  } satisfies TranscriptTextDone);
