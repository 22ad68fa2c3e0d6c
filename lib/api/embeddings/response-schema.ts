import { z } from "zod";

const tokens = z.int().min(0);

/** The gateway's response, as in OpenAI's API reference; extensions are marked. */
export const embeddingList = z.object({
  object: z.literal("list"),
  data: z.array(
    z.object({
      object: z.literal("embedding"),
      index: z.int().min(0),
      embedding: z
        .union([z.array(z.number()), z.string()])
        .describe("Numbers; with `encoding_format: base64`, 32-bit floats in base64."),
    }),
  ),
  model: z.string(),
  usage: z.object({
    prompt_tokens: tokens,
    total_tokens: tokens,
    estimated: z
      .literal(true)
      .optional()
      .describe("Extension: Spark does not count the tokens of embeddings, so they are estimated."),
  }),
});

export type EmbeddingUsage = z.output<typeof embeddingList>["usage"];
