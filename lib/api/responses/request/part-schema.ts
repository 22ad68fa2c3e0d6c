import { z } from "zod";

/** Clients mix the three kinds in every role. */
const textPart = z.object({
  type: z.enum(["input_text", "output_text", "text"]),
  text: z.string(),
});
const refusalPart = z.object({ type: z.literal("refusal"), refusal: z.string() });
const detail = z.enum(["auto", "low", "high", "original"]);
const imagePart = z.object({
  type: z.literal("input_image"),
  /** Some clients send the chat API's form. */
  image_url: z
    .union([z.string(), z.object({ url: z.string(), detail: detail.nullish() })])
    .nullish(),
  detail: detail.nullish(),
  file_id: z.string().nullish(),
});

/** The kinds of parts that Spark's chat takes nothing of. */
export const UNSUPPORTED_PARTS = ["input_file", "input_audio", "input_video"] as const;
const unsupportedPart = z.object({ type: z.enum(UNSUPPORTED_PARTS) });

/** Some clients put bare strings into a list of parts: each is a text part. */
const bareString = z.string().transform((text) => ({ type: "text" as const, text }));

export const part = z.union([
  bareString,
  z.discriminatedUnion("type", [textPart, refusalPart, imagePart, unsupportedPart]),
]);

export type ContentPart = z.output<typeof part>;
export type ImagePart = z.output<typeof imagePart>;
