import { z } from "zod";

import { GatewayError } from "../../core/errors";
import { parseJson } from "../../core/json";
import { toRejection } from "../codes";
import { errorSchema, findError } from "../http-error";
import type { Embedded } from "./answer";

/** How many texts MaaS accepts at once, as far as observed. */
export const MAAS_TEXTS = 16;

type Asking = { model: string; user: string; dimensions: number | undefined };

/** Builds MaaS's message for several texts: OpenAI's request, with floats as the only format. */
export function toMaasEmbeddingMessage(texts: readonly string[], asking: Asking): string {
  return JSON.stringify({ ...asking, input: texts, encoding_format: "float" });
}

const answerSchema = z.object({
  data: z.array(z.object({ index: z.int().min(0), embedding: z.array(z.number()).min(1) })),
  usage: z
    .object({ prompt_tokens: z.int().min(0) })
    .nullish()
    .catch(null),
});

/**
 * Reads MaaS's embeddings in the order of the texts, and its token count.
 * @throws GatewayError
 */
export function readMaasEmbeddings(
  body: string,
  count: number,
): Embedded & { promptTokens: number | null } {
  const json = parseJson(body);
  const error = findError(errorSchema.safeParse(json).data ?? NO_ERROR);
  if (error?.code) throw new GatewayError(toRejection(error.code, error.message, error.sid));
  const answer = answerSchema.safeParse(json).data;
  const sorted = answer?.data.toSorted((a, b) => a.index - b.index) ?? [];
  if (sorted.length !== count || sorted.some(({ index }, at) => index !== at)) {
    throw new GatewayError({ kind: "spark-invalid", detail: "an unreadable answer" });
  }
  return {
    sid: null,
    vectors: sorted.map(({ embedding }) => ({ type: "numbers", values: embedding })),
    promptTokens: answer?.usage?.prompt_tokens ?? null,
  };
}

const NO_ERROR = errorSchema.parse({});
