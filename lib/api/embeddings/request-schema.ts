import { z } from "zod";

import { model, user } from "../openai/shared-fields";

/** The same limit as in OpenAI's API. */
const MAX_TEXTS = 2048;

const text = z.string().min(1, "must not be empty");

/** The body of `POST /v1/embeddings`. */
export const embeddingRequest = z.object({
  model,
  input: z
    .union([text, z.array(text).min(1).max(MAX_TEXTS)])
    .describe("A text, or up to 2,048 of them. Arrays of tokens are refused: send the text."),
  encoding_format: z
    .enum(["float", "base64"])
    .optional()
    .describe("`base64` is what Spark sent, byte for byte: little-endian 32-bit floats."),
  dimensions: z
    .int()
    .min(1)
    .optional()
    .describe("How many numbers; where the model has but one length, that or 400."),
  input_type: z
    .enum(["document", "query"])
    .optional()
    .describe("Extension: `query` for the question that documents are searched with."),
  user: user.optional(),
});

export type EmbeddingBody = z.output<typeof embeddingRequest>;

export const KNOWN_FIELDS: ReadonlySet<string> = new Set(Object.keys(embeddingRequest.shape));
