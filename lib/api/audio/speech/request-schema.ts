import { z } from "zod";

import { model } from "../../openai/shared-fields";

/** The limit of OpenAI's API, in code points. */
const MAX_CHARACTERS = 4096;

export const FORMATS = ["mp3", "wav", "pcm"] as const;

const voice = z.string().regex(/^[\w.-]{1,64}$/, "must be the name of a voice, such as xiaoyan");

/** The body of `POST /v1/audio/speech`. */
export const speechRequest = z.object({
  model,
  input: z
    .string()
    .regex(/\S/, "must not be empty")
    .refine(
      (text) => text.length <= MAX_CHARACTERS || Array.from(text).length <= MAX_CHARACTERS,
      `has more than ${MAX_CHARACTERS} characters: send it in several requests`,
    )
    .describe("The text to speak, 4,096 characters at most."),
  voice: z
    .union([voice, z.object({ id: voice })])
    .optional()
    .describe(
      "A voice of iFlytek's (`vcn`), or one of OpenAI's names, which stands for one; the first free " +
        "voice of the model when absent. `x-spark-adjusted` names the voice that spoke.",
    ),
  response_format: z
    .enum(FORMATS)
    .optional()
    .describe(
      "`mp3` when absent. `pcm` is 24 kHz, 16 bit, mono, as in OpenAI's API; of `spark-tts` it is " +
        "resampled from 16 kHz.",
    ),
  speed: z
    .number()
    .min(0.25)
    .max(4)
    .optional()
    .describe(
      "iFlytek's scale ends at half and double speed; `x-spark-adjusted` names the place on it, from 0 to 100.",
    ),
  stream_format: z
    .enum(["audio", "sse"])
    .optional()
    .describe("`audio`, which is streamed as well, or `sse`: events with the audio in base64."),
  instructions: z.string().optional().describe("iFlytek's voices take none: ignored."),
});

export type SpeechBody = z.output<typeof speechRequest>;

export const KNOWN_FIELDS: ReadonlySet<string> = new Set(Object.keys(speechRequest.shape));
