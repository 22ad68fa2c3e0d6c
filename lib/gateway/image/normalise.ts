import type { Metadata, Sharp, SharpOptions } from "sharp";

import { GatewayError } from "../../core/errors";
import { rejectImage } from "./image-error";
import { countScans } from "./jpeg-scans";
import { loadSharp } from "./load-sharp";
import { fitSize, MAX_IMAGE_BYTES, scale, type Size } from "./size";

/** Beyond this an image is taken for a bomb and not decoded; phones make up to 200 million. */
const MAX_INPUT_PIXELS = 210_000_000;
/**
 * What cannot be decoded row by row lies in memory whole, so it may be less (`npm run bench`:
 * AVIF 18 bytes a pixel, GIF 9, a progressive JPEG or interlaced PNG 7).
 */
const MAX_PIXELS_IN_MEMORY: Readonly<Record<string, number>> = {
  heif: 25_000_000,
  gif: 49_000_000,
};
const MAX_PROGRESSIVE_PIXELS = 64_000_000;
/** Encoders write a dozen. */
const MAX_SCANS = 100;
const OPTIONS: SharpOptions = {
  limitInputPixels: MAX_INPUT_PIXELS,
  failOn: "error",
  sequentialRead: true,
};
const MAX_SECONDS = 20;

/** Tried in turn; after the last one the image itself is made smaller. */
const QUALITIES = [92, 85, 75] as const;
const SHRINK_QUALITY = 85;
/** A guess from the size that came out, with something to spare. */
const SHRINK_SPARE = 0.96;

/**
 * An image as Spark takes it: JPEG or PNG, 4 MB at most, within its bounds of pixels. What already
 * is so passes byte for byte; anything else becomes a JPEG, upright, the first frame of several, on
 * white where it was transparent, in the best quality and size that fit.
 * @throws GatewayError `image-rejected` for what is no image, broken, or a bomb
 */
export async function normaliseImage(
  bytes: Buffer,
  isLowDetail: boolean,
  signal: AbortSignal,
): Promise<Buffer> {
  try {
    const sharp = await loadSharp();
    const open = (): Sharp => sharp(bytes, OPTIONS).timeout({ seconds: MAX_SECONDS });
    const metadata = await open().metadata();
    requireModest(metadata, bytes);
    const { format, width, height, autoOrient } = metadata;
    const isTaken = format === "jpeg" || format === "png";
    const asIs = fitSize({ width, height }, isLowDetail);
    if (
      isTaken &&
      bytes.length <= MAX_IMAGE_BYTES &&
      asIs.width === width &&
      asIs.height === height
    ) {
      // Whether it is whole shows only when every byte of it has been read.
      await open().resize(16, 16, { fit: "fill" }).raw().toBuffer();
      signal.throwIfAborted();
      requireEnd(bytes, format);
      return bytes;
    }
    return await toSmallJpeg(open, fitSize(autoOrient, isLowDetail), signal);
  } catch (error) {
    if (signal.aborted || error instanceof GatewayError) throw error;
    throw rejectImage(
      "invalid_image",
      "The image cannot be read: send a whole JPEG, PNG, WebP, GIF, AVIF or TIFF.",
      error,
    );
  }
}

/** What would take long or much memory is not decoded. */
function requireModest({ format, width, height, isProgressive }: Metadata, bytes: Buffer): void {
  const limit =
    MAX_PIXELS_IN_MEMORY[format] ?? (isProgressive ? MAX_PROGRESSIVE_PIXELS : MAX_INPUT_PIXELS);
  if (width * height > limit) {
    throw rejectImage("invalid_image", "The image has too many pixels: send a smaller one.");
  }
  if (format === "jpeg" && countScans(bytes) > MAX_SCANS) {
    throw rejectImage("invalid_image", "The JPEG has too many scans: save it as a plain one.");
  }
}

/** Of a PNG, the decoder does not miss the end; Spark's may. */
function requireEnd(bytes: Buffer, format: string): void {
  if (format === "png" && !bytes.includes("IEND")) throw new Error("the last chunk is missing");
}

async function toSmallJpeg(open: () => Sharp, size: Size, signal: AbortSignal): Promise<Buffer> {
  let smallest = Number.POSITIVE_INFINITY;
  for (const quality of QUALITIES) {
    const jpeg = await toJpeg(open(), size, quality);
    signal.throwIfAborted();
    if (jpeg.length <= MAX_IMAGE_BYTES) return jpeg;
    smallest = jpeg.length;
  }
  for (let factor = 1; ;) {
    factor *= Math.sqrt(MAX_IMAGE_BYTES / smallest) * SHRINK_SPARE;
    const jpeg = await toJpeg(open(), scale(size, factor, Math.floor), SHRINK_QUALITY);
    signal.throwIfAborted();
    if (jpeg.length <= MAX_IMAGE_BYTES) return jpeg;
    smallest = jpeg.length;
  }
}

function toJpeg(image: Sharp, { width, height }: Size, quality: number): Promise<Buffer> {
  return image
    .autoOrient()
    .resize(width, height, { fit: "fill" })
    .flatten({ background: "#ffffff" })
    .toColourspace("srgb")
    .jpeg({ quality })
    .toBuffer();
}
