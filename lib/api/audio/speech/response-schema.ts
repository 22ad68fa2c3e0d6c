import { z } from "zod";

import { openAiError } from "../../openai/error-schema";

const usage = z.object({
  input_tokens: z.int().describe("Characters: iFlytek bills by these, and counts no tokens."),
  output_tokens: z.literal(0),
  total_tokens: z.int(),
  characters: z.int().describe("Extension: the same by its right name."),
  estimated: z.literal(true).describe("Extension: no tokens were counted."),
});

export const speechEvent = z.union([
  z.object({
    type: z.literal("speech.audio.delta"),
    audio: z.string().describe("A piece of the audio, in base64."),
  }),
  z.object({ type: z.literal("speech.audio.done"), usage }),
  z
    .object({ type: z.literal("error"), error: openAiError })
    .describe("The audio so far is not all: no `speech.audio.done` follows."),
]);

export type SpeechEvent = z.output<typeof speechEvent>;
