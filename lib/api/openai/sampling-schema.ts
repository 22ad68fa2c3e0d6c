import { z } from "zod";

import type { Named } from "../../core/generation";

/** The sampling parameters, with OpenAI's ranges except for the extension `top_k`. */
export const samplingFields = {
  temperature: z
    .number()
    .min(0)
    .max(2)
    .optional()
    .describe("Clamped into the model's range, which is told in `x-spark-adjusted`."),
  top_p: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe("Sent to `spark-x` and over HTTP, else ignored, which is told in `x-spark-ignored`."),
  top_k: z.int().min(1).optional().describe("Extension: Spark's own, clamped to 1–6."),
  presence_penalty: z
    .number()
    .min(-2)
    .max(2)
    .optional()
    .describe("Sent to `spark-x` and over HTTP, else ignored."),
  frequency_penalty: z
    .number()
    .min(-2)
    .max(2)
    .optional()
    .describe("Sent to `spark-x` and over HTTP, else ignored."),
};

type SamplingName = keyof typeof samplingFields;
export type SamplingFields = { [Name in SamplingName]?: number | undefined };

const SAMPLING_NAMES = z.object(samplingFields).keyof().options;

/** Collects the sampling parameters that were sent, under their own names. */
export function toSampling(request: SamplingFields): Record<string, Named<number>> {
  const sampling: Record<string, Named<number>> = {};
  for (const name of SAMPLING_NAMES) {
    const value = request[name];
    if (value !== undefined) sampling[name] = { name, value };
  }
  return sampling;
}
