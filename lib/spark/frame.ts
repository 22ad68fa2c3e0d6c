import { z } from "zod";

/**
 * What arrives from Spark (spark-protocol.md §2.4), minimal and loose: unknown fields pass, and
 * nearly everything may be missing, since error frames have no payload and search frames no choices.
 */
const frameSchema = z.object({
  header: z.object({
    code: z.int(),
    message: z.string().nullish(),
    sid: z.string().nullish(),
    status: z.number().nullish(),
  }),
  payload: z
    .object({
      choices: z
        .object({
          status: z.number().nullish(),
          text: z
            .array(
              z.object({ content: z.string().nullish(), reasoning_content: z.string().nullish() }),
            )
            .nullish(),
        })
        .nullish(),
      usage: z.object({ text: z.unknown().optional() }).nullish(),
    })
    .nullish(),
});

/** Tokens; only the last frame of an answer carries them. */
const usageSchema = z.object({
  question_tokens: z.int().nonnegative().catch(0),
  prompt_tokens: z.int().nonnegative(),
  completion_tokens: z.int().nonnegative(),
  total_tokens: z.int().nonnegative().optional().catch(undefined),
});

export type SparkFrame = z.output<typeof frameSchema>;
export type SparkUsage = z.output<typeof usageSchema>;

/** One message from Spark as a frame, or undefined when it is not JSON or not a frame. */
export function readFrame(raw: string): SparkFrame | undefined {
  try {
    return frameSchema.safeParse(JSON.parse(raw)).data;
  } catch {
    return undefined;
  }
}

/** The usage in a frame, or undefined where there is none or it does not count tokens. */
export function findUsage(frame: SparkFrame): SparkUsage | undefined {
  return usageSchema.safeParse(frame.payload?.usage?.text).data;
}

/** The header and the choices each have a status and do not always agree: either one ends it. */
export function isLast(frame: SparkFrame): boolean {
  return frame.header.status === 2 || frame.payload?.choices?.status === 2;
}
