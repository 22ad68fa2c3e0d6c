import { z } from "zod";

/** Documented as JSON but shown as a JSON string; both are accepted. */
const functionCall = z.object({ name: z.string().nullish(), arguments: z.unknown().optional() });
const plugin = z.object({ name: z.string().nullish(), content: z.unknown().optional() });

/**
 * A frame from Spark (Web.html), minimal and loose. Unknown fields pass, and nearly everything is
 * optional: error frames have no payload, and search frames have no choices.
 */
const number = z.union([z.number(), z.stringFormat("number", /^-?\d+$/).transform(Number)]);

export const frameSchema = z.object({
  header: z.object({
    code: number.pipe(z.int()),
    message: z.string().nullish(),
    sid: z.string().nullish(),
    status: number.nullish(),
  }),
  payload: z
    .object({
      choices: z
        .object({
          status: number.nullish(),
          text: z
            .array(
              z
                .object({
                  content: z.string().nullish(),
                  reasoning_content: z.string().nullish(),
                  function_call: functionCall.nullish(),
                })
                .nullable(),
            )
            .nullish(),
        })
        .nullish(),
      usage: z.object({ text: z.unknown().optional() }).nullish(),
      plugins: z.object({ text: z.array(plugin).nullish() }).nullish(),
    })
    .nullish(),
});

/** Token counts; only the last frame of an answer carries them. */
export const usageSchema = z.object({
  question_tokens: z.int().nonnegative().catch(0),
  prompt_tokens: z.int().nonnegative(),
  completion_tokens: z.int().nonnegative(),
  total_tokens: z.int().nonnegative().optional().catch(undefined),
});

export type SparkFrame = z.output<typeof frameSchema>;
export type SparkUsage = z.output<typeof usageSchema>;
