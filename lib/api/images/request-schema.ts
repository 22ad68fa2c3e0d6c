import { z } from "zod";

import { model, user } from "../openai/shared-fields";

/** The same limit as in OpenAI's API; the gateway's operator may set a lower one. */
export const MAX_IMAGES = 10;

/** The body of `POST /v1/images/generations`. */
export const imageRequest = z.object({
  prompt: z
    .string()
    .min(1, "must not be empty")
    .describe("What to draw: 1,000 characters at most, of MaaS's models 1,024."),
  model: model
    .optional()
    .describe("An id from `/v1/models` or an alias; `spark-image` when absent."),
  n: z.int().min(1).max(MAX_IMAGES).optional().describe("How many images, drawn in parallel."),
  size: z
    .union([
      z.literal("auto"),
      z.string().regex(/^[1-9]\d{0,4}x[1-9]\d{0,4}$/, 'write "1024x1024"'),
    ])
    .optional()
    .describe(
      "`auto` is 1024x1024. A size that the model does not draw becomes the nearest by ratio, then by " +
        "area, which `x-spark-adjusted` names.",
    ),
  response_format: z
    .enum(["b64_json", "url"])
    .optional()
    .describe("`url` is a `data:` URL: nothing is hosted."),
  output_format: z
    .enum(["png", "jpeg", "webp"])
    .optional()
    .describe("Spark draws PNG; the others are converted here."),
  output_compression: z
    .int()
    .min(0)
    .max(100)
    .optional()
    .describe("The quality of JPEG and WebP, 100 when absent."),
  user: user.optional(),
  seed: z
    .int()
    .min(0)
    .max(2_147_483_647)
    .optional()
    .describe("Extension, for MaaS's models; each further image has the next one."),
  negative_prompt: z.string().optional().describe("Extension, for MaaS's models."),
  num_inference_steps: z.int().min(1).max(50).optional().describe("Extension, for MaaS's models."),
  guidance_scale: z.number().min(0).max(20).optional().describe("Extension, for MaaS's models."),
  stream: z.literal(false, "images are not streamed").optional().describe("There are no streams."),
  partial_images: z
    .literal(0, "images come whole")
    .optional()
    .describe("There are no partial images."),
});

export type ImageBody = z.output<typeof imageRequest>;

export const KNOWN_FIELDS: ReadonlySet<string> = new Set(Object.keys(imageRequest.shape));
