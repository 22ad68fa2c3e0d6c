import { z } from "zod";

/** The gateway's response, as in OpenAI's API reference. */
export const imageList = z.object({
  created: z.int().describe("Seconds since 1970."),
  data: z.array(
    z.object({
      b64_json: z.string().optional().describe("The image in base64."),
      url: z.string().optional().describe("The image as a `data:` URL."),
    }),
  ),
  output_format: z.enum(["png", "jpeg", "webp"]),
  size: z.string().describe("What was drawn, such as `1024x1024`."),
});

export type ImageList = z.output<typeof imageList>;
