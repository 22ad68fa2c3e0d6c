import { z } from "zod";

import { model } from "../../openai/shared-fields";

/**
 * Form fields are strings, so a boolean is `true` or `false` in text; some clients send Python's
 * own `True`.
 */
const flag = z.preprocess(
  (text) => (typeof text === "string" ? text.trim().toLowerCase() : text),
  z.enum(["true", "false"], 'must be "true" or "false"'),
);

const RESPONSE_FORMATS = ["json", "text", "verbose_json", "srt", "vtt"] as const;
export type ResponseFormat = (typeof RESPONSE_FORMATS)[number];

/** As in OpenAI's API, for both lists. */
const MAX_LIST = 64;

/**
 * The form of `POST /v1/audio/transcriptions`, without its file. The name of a list may end in
 * `[]`.
 */
export const transcriptionRequest = z.object({
  model,
  language: z
    .string()
    .max(16)
    .optional()
    .describe(
      "ISO 639-1, such as `zh` or `en`. When absent `spark-asr` finds it out, and `spark-iat` hears Mandarin.",
    ),
  response_format: z
    .enum(RESPONSE_FORMATS, `must be one of ${RESPONSE_FORMATS.join(", ")}`)
    .optional()
    .describe("`json` when absent."),
  stream: flag
    .optional()
    .describe("Server-sent events, for the formats `json` and `text`; others come whole."),
  timestamp_granularities: z
    .array(z.enum(["word", "segment"], 'must be "word" or "segment"'))
    .max(MAX_LIST)
    .optional()
    .describe("For `verbose_json`; `segment` when absent."),
  keywords: z
    .array(z.string().min(1).max(64))
    .max(MAX_LIST)
    .optional()
    .describe("Extension: words that are likely to be spoken, for `spark-asr`."),
  prompt: z.string().optional().describe("Ignored: iFlytek has nothing like it."),
  temperature: z
    .string()
    .refine((text) => Number(text) >= 0 && Number(text) <= 1, "must be a number from 0 to 1")
    .optional()
    .describe("Ignored."),
  chunking_strategy: z
    .string()
    .optional()
    .describe("Ignored: recordings over 55 seconds are cut at pauses."),
});

export type TranscriptionBody = z.output<typeof transcriptionRequest>;

/** Fields that are lists: each value is a field of its own with the same name. */
export const LISTS: ReadonlySet<string> = new Set(["timestamp_granularities", "keywords"]);
