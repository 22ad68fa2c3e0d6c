import type { SparkError } from "./spark-request";

export type ImageFacts = {
  readonly format: "jpeg" | "png";
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
};

const MAX_BYTES = 4 * 1024 * 1024;
const MAX_SIDE = 12_800;
const MIN_PIXELS = 50 * 50;
const MAX_PIXELS = 6000 * 6000;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u;

/**
 * Judges an image as the image endpoint does: raw base64, by content and not by name. Only 10029
 * and 10041 are documented; 10003 for the rest is our choice.
 */
export async function readImage(
  base64: string,
): Promise<{ readonly image: ImageFacts } | { readonly error: SparkError }> {
  if (!isBase64(base64)) return refuse(10003, "image content must be plain base64");
  const data = Buffer.from(base64, "base64");
  if (data.byteLength > MAX_BYTES) return refuse(10003, "image is larger than 4MB");

  const metadata = await readMetadata(data);
  if (metadata === null || (metadata.format !== "jpeg" && metadata.format !== "png"))
    return refuse(10003, "image must be jpg or png");
  const { format, width, height } = metadata;
  if (Math.max(width, height) > MAX_SIDE) return refuse(10029, "image side is longer than 12800");
  const pixels = width * height;
  if (pixels <= MIN_PIXELS || pixels >= MAX_PIXELS)
    return refuse(10041, "image pixels must be between 50*50 and 6000*6000");
  return { image: { format, width, height, bytes: data.byteLength } };
}

/**
 * Checks in slices, because matching megabytes at once can exhaust the regular expression's stack.
 */
function isBase64(text: string): boolean {
  const SLICE = 65_536;
  if (text === "" || text.length % 4 !== 0) return false;
  for (let start = 0; start < text.length; start += SLICE) {
    const slice = text.slice(start, start + SLICE);
    if (!BASE64.test(slice)) return false;
    if (slice.includes("=") && start + SLICE < text.length) return false;
  }
  return true;
}

async function readMetadata(data: Buffer) {
  // Loaded with the first image, because most uses of the simulator never send one.
  const { default: sharp } = await import("sharp");
  try {
    return await sharp(data, { limitInputPixels: false }).metadata();
  } catch {
    // sharp throws for anything that is not an image, which is the answer here and not a failure.
    return null;
  }
}

function refuse(code: number, detail: string) {
  return { error: { code, name: "ClientMsgError", detail } };
}
