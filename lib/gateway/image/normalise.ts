import type { Metadata, Sharp, SharpOptions } from "sharp";

import { GatewayError } from "../../core/errors";
import { rejectImage } from "./image-error";
import { countScans } from "./jpeg-scans";
import { loadSharp } from "./load-sharp";
import { fitSize, MAX_IMAGE_BYTES, scale, type Size } from "./size";

/**
 * The largest JPEG that is decoded. Phones take up to 108 million pixels by default, and Spark
 * accepts 36. Other formats have lower limits, because only JPEG can be decoded at reduced size.
 */
const MAX_INPUT_PIXELS = 110_000_000;
const MAX_OTHER_PIXELS = 64_000_000;
/**
 * Formats that cannot be decoded row by row are held in memory whole, so their limits are lower
 * (`npm run bench`: AVIF 18 bytes per pixel, GIF 9, a progressive JPEG or interlaced PNG 7).
 */
const MAX_PIXELS_IN_MEMORY: Readonly<Record<string, number>> = {
  jpeg: MAX_INPUT_PIXELS,
  heif: 25_000_000,
  gif: 49_000_000,
};
const MAX_PROGRESSIVE_PIXELS = 50_000_000;
/** Converting CMYK takes ten times as long per pixel. */
const MAX_CMYK_PIXELS = 25_000_000;
/** Encoders write about a dozen. */
const MAX_SCANS = 100;
/** Each scan is a pass over all pixels that cannot be interrupted (libjpeg-turbo #284). */
const MAX_SCANNED_PIXELS = 600_000_000;
const OPTIONS: SharpOptions = {
  limitInputPixels: MAX_INPUT_PIXELS,
  failOn: "error",
  sequentialRead: true,
};
/** The limit for all passes over one image. */
const MAX_SECONDS = 20;

/** The limits for converting an image. */
type NormaliseTerms = {
  signal: AbortSignal;
  /**
   * Called before this many pixels are decoded.
   * @throws GatewayError if that is too much
   */
  count?: (pixels: number) => void;
};

/** Tried in this order; after the last one the image itself is made smaller. */
const QUALITIES = [92, 85, 75] as const;
const SHRINK_QUALITY = 85;
/** The size is estimated from the previous result, with a margin. */
const SHRINK_SPARE = 0.96;

/**
 * Converts an image to what Spark accepts: JPEG or PNG, at most 4 MB, within the limits for pixels.
 * An image that already complies passes byte for byte. Anything else becomes an upright JPEG of the
 * first frame, on white where it was transparent, in the best quality and size that fit.
 * @throws GatewayError `image-rejected` if it is not an image, is broken, or is a decompression
 * bomb
 */
export async function normaliseImage(
  bytes: Buffer,
  isLowDetail: boolean,
  { signal, count }: NormaliseTerms,
): Promise<Buffer> {
  try {
    const sharp = await loadSharp();
    const endsAt = performance.now() + MAX_SECONDS * 1000;
    const open = (): Sharp => sharp(bytes, OPTIONS).timeout({ seconds: toSeconds(endsAt) });
    const metadata = await open().metadata();
    const scans = requireModest(metadata, bytes);
    const { format, width, height, autoOrient } = metadata;
    const pass = (): Sharp => {
      count?.(width * height * toWeight(scans));
      return open();
    };
    const isTaken = format === "jpeg" || format === "png";
    const asIs = fitSize({ width, height }, isLowDetail);
    if (
      isTaken &&
      bytes.length <= MAX_IMAGE_BYTES &&
      asIs.width === width &&
      asIs.height === height
    ) {
      // A truncated image is only detected by reading all of it.
      await pass().resize(16, 16, { fit: "fill" }).raw().toBuffer();
      signal.throwIfAborted();
      requireEnd(bytes, format);
      return bytes;
    }
    return await toSmallJpeg(pass, fitSize(autoOrient, isLowDetail), signal);
  } catch (error) {
    if (signal.aborted || error instanceof GatewayError) throw error;
    throw rejectImage(
      "invalid_image",
      "The image cannot be read: send a whole JPEG, PNG, WebP, GIF, AVIF or TIFF.",
      error,
    );
  }
}

const toSeconds = (endsAt: number): number =>
  Math.max(1, Math.ceil((endsAt - performance.now()) / 1000));

/** Returns the cost of a pass, relative to a usual progressive JPEG with a dozen scans. */
const toWeight = (scans: number): number => Math.max(1, scans / 12);

/** Rejects images that take too long or too much memory. Returns the number of scans. */
function requireModest(metadata: Metadata, bytes: Buffer): number {
  const { format, width, height, isProgressive, space } = metadata;
  const pixels = width * height;
  const limit = Math.min(
    MAX_PIXELS_IN_MEMORY[format] ?? MAX_OTHER_PIXELS,
    isProgressive ? MAX_PROGRESSIVE_PIXELS : Infinity,
    space === "cmyk" ? MAX_CMYK_PIXELS : Infinity,
  );
  if (pixels > limit) {
    throw rejectImage("invalid_image", "The image has too many pixels: send a smaller one.");
  }
  const scans = format === "jpeg" ? countScans(bytes) : 1;
  if (scans > MAX_SCANS || (scans > 1 && scans * pixels > MAX_SCANNED_PIXELS)) {
    throw rejectImage("invalid_image", "The JPEG has too many scans: save it as a plain one.");
  }
  return scans;
}

/** Requires the end of a PNG. This decoder accepts a PNG without it, but Spark's may not. */
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
