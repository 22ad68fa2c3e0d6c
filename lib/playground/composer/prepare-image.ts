import type { ImageProblem } from "../conversation/store";
import { drawImage, type Drawable, loadImage } from "./draw-image";
import { ATTEMPTS, MAX_BYTES, MAX_EDGE, type Size } from "./image-size";
import { findImageType, HEAD_BYTES, type ImageType } from "./image-type";

export type PreparedImage = { blob: Blob; width: number; height: number };

/** With larger files a browser may run out of memory when decoding. */
const MAX_SOURCE_BYTES = 50 * 1024 * 1024;

/**
 * Converts any image that the browser can show to a JPEG or PNG that Spark accepts. Redrawing also
 * turns it upright and drops its metadata, such as place and camera.
 */
export async function prepareImage(file: Blob): Promise<PreparedImage | ImageProblem> {
  if (file.size === 0) return "empty";
  if (file.size > MAX_SOURCE_BYTES) return "too-large";
  const type = findImageType(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
  if (type === undefined) return "not-an-image";
  const image = await loadImage(file, type).catch(() => undefined);
  // Only Safari can show HEIC.
  if (!image) return type === "heic" ? "heic" : "broken";
  try {
    return (await keepAsIs(file, type, image)) ?? (await shrink(image, type));
  } finally {
    image.close();
  }
}

/** Keeps a PNG that is already small enough, so that drawings and screenshots keep every pixel. */
async function keepAsIs(
  file: Blob,
  type: ImageType,
  { width, height }: Size,
): Promise<PreparedImage | undefined> {
  const fits = file.size <= MAX_BYTES && Math.max(width, height) <= MAX_EDGE;
  if (type !== "png" || !fits) return undefined;
  return { blob: new Blob([await file.arrayBuffer()], { type: "image/png" }), width, height };
}

const LOSSLESS: ReadonlySet<ImageType> = new Set(["png", "gif", "svg", "bmp"]);

async function shrink(image: Drawable, type: ImageType): Promise<PreparedImage | ImageProblem> {
  for (const format of LOSSLESS.has(type) ? ["image/png", "image/jpeg"] : ["image/jpeg"]) {
    for (const attempt of format === "image/png" ? ATTEMPTS.slice(0, 1) : ATTEMPTS) {
      const drawn = await drawImage(image, { ...attempt, format });
      if (drawn && drawn.blob.size <= MAX_BYTES) return drawn;
    }
  }
  return "too-large";
}
