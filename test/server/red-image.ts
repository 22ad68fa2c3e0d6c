import type { ChatCompletionMessageParam } from "openai/resources/chat/completions";
import sharp from "sharp";

/** A WebP, which Spark does not take: to become a JPEG it has to be decoded. */
export async function showRedImage(): Promise<ChatCompletionMessageParam> {
  const red = { width: 120, height: 80, channels: 3 as const, background: "#ff0000" };
  const webp = await sharp({ create: red }).webp().toBuffer();
  const url = `data:image/webp;base64,${webp.toString("base64")}`;
  return { role: "user", content: [{ type: "image_url", image_url: { url } }] };
}

/** What the simulator says of it. */
export const RED_IMAGE = /jpeg.*120.*80/is;
