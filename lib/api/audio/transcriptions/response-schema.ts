import { z } from "zod";

/* The gateway's answers, as OpenAI's API reference describes them. */

const usage = z
  .object({
    type: z.literal("duration"),
    seconds: z.int().min(0).describe("The recording's length, rounded up."),
  })
  .describe("iFlytek counts seconds, not tokens.");

export const transcription = z.object({ text: z.string(), usage });

const segment = z.object({
  id: z.int().min(0),
  seek: z.int().min(0).describe("Where the segment begins, in hundredths of a second."),
  start: z.number().min(0),
  end: z.number().min(0),
  text: z.string(),
  tokens: z.array(z.int()).describe("Empty: iFlytek has no tokens."),
  temperature: z.number().describe("0: it has no temperature either …"),
  avg_logprob: z.number().describe("… and no probabilities: 0."),
  compression_ratio: z.number().describe("0."),
  no_speech_prob: z.number().describe("0."),
});

const word = z.object({ word: z.string(), start: z.number().min(0), end: z.number().min(0) });

export const transcriptionVerbose = z.object({
  task: z.literal("transcribe"),
  language: z.string().describe("Its English name, such as `chinese`."),
  duration: z.number().min(0).describe("In seconds."),
  text: z.string(),
  segments: z.array(segment).optional(),
  words: z.array(word).optional(),
  usage,
});

export const transcriptTextDelta = z.object({
  type: z.literal("transcript.text.delta"),
  delta: z.string(),
});

export const transcriptTextDone = z.object({
  type: z.literal("transcript.text.done"),
  text: z.string(),
  usage,
});

export type Transcription = z.output<typeof transcription>;
export type TranscriptionVerbose = z.output<typeof transcriptionVerbose>;
export type TranscriptTextDelta = z.output<typeof transcriptTextDelta>;
export type TranscriptTextDone = z.output<typeof transcriptTextDone>;
