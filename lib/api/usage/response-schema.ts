import { z } from "zod";

const count = z.int().min(0);

const limit = z.object({
  unit: z
    .enum(["requests", "tokens", "images", "characters", "seconds"])
    .describe(
      "What is counted; all but requests on the gateway's own apps alone: tokens, images, spoken characters, seconds of transcribed audio.",
    ),
  limit: count,
  used: count.describe("Of this window; what running answers may still need counts as used."),
  remaining: count,
  window_seconds: count,
  reset_seconds: count.describe(
    "When it is whole again; of the whole window where nothing was used.",
  ),
});

/** The remaining limits of a caller. */
export const usageReport = z.object({
  object: z.literal("usage"),
  key: z
    .object({
      name: z.string().nullable(),
      expires_at: z.int().nullable().describe("Seconds since 1970; null: never."),
      models: z.array(z.string()).nullable().describe("Which it may ask; null: all."),
    })
    .nullable()
    .describe("The gateway key that was presented; null: none, or a Spark credential."),
  limits: z.array(limit),
  concurrency: z.object({
    limit: count
      .nullable()
      .describe("Answers under way at once, in one process; null: not limited."),
    used: count,
  }),
});

export type UsageReport = z.output<typeof usageReport>;
