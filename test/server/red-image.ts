import type { ChatCompletionMessageParam } from "openai/resources/chat/completions";
import sharp from "sharp";

/**
 * Creates a WebP image, which Spark does not accept, so it must be decoded and converted to JPEG.
 */
export async function showRedImage(): Promise<ChatCompletionMessageParam> {
  const red = { width: 120, height: 80, channels: 3 as const, background: "#ff0000" };
  const webp = await sharp({ create: red }).webp().toBuffer();
  const url = `data:image/webp;base64,${webp.toString("base64")}`;
  return { role: "user", content: [{ type: "image_url", image_url: { url } }] };
}

/** Matches the simulator's description of it. */
export const RED_IMAGE = /jpeg.*120.*80/is;
