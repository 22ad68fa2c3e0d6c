import { z } from "zod";

/** Clients use all three types in every role. */
const textPart = z.object({
  type: z.enum(["input_text", "output_text", "text"]),
  text: z.string(),
});
const refusalPart = z.object({ type: z.literal("refusal"), refusal: z.string() });
const detail = z.enum(["auto", "low", "high", "original"]);
const imagePart = z.object({
  type: z.literal("input_image"),
  /** Some clients send the form of the chat API. */
  image_url: z
    .union([z.string(), z.object({ url: z.string(), detail: detail.nullish() })])
    .nullish(),
  detail: detail.nullish(),
  file_id: z.string().nullish(),
});

/** Part types that Spark's chat does not support. */
export const UNSUPPORTED_PARTS = ["input_file", "input_audio", "input_video"] as const;
const unsupportedPart = z.object({ type: z.enum(UNSUPPORTED_PARTS) });

/** Some clients send bare strings in a list of parts; each counts as a text part. */
const bareString = z.string().transform((text) => ({ type: "text" as const, text }));

export const part = z.union([
  bareString,
  z.discriminatedUnion("type", [textPart, refusalPart, imagePart, unsupportedPart]),
]);

export type ContentPart = z.output<typeof part>;
export type ImagePart = z.output<typeof imagePart>;
