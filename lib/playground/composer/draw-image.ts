import { fitWithin, MAX_EDGE, type Size } from "./image-size";
import type { ImageType } from "./image-type";

/** An image that the browser has decoded. It must be closed, because it holds much memory. */
export type Drawable = Size & { source: CanvasImageSource; close: () => void };

/** Decodes an image. Throws if the browser cannot. */
export async function loadImage(file: Blob, type: ImageType): Promise<Drawable> {
  if (type === "svg") return loadVector(file);
  const source = await createImageBitmap(file);
  return { source, width: source.width, height: source.height, close: () => source.close() };
}

/**
 * Decodes an SVG, which `createImageBitmap` does not accept. As an image element it cannot load
 * other resources either.
 */
async function loadVector(file: Blob): Promise<Drawable> {
  const url = URL.createObjectURL(new Blob([file], { type: "image/svg+xml" }));
  const source = new Image();
  source.src = url;
  try {
    await source.decode();
  } catch (error) {
    URL.revokeObjectURL(url);
    throw error;
  }
  // An SVG without a size is drawn as large as allowed, because it scales without loss.
  const { naturalWidth: width, naturalHeight: height } = source;
  const size = width && height ? { width, height } : { width: MAX_EDGE, height: MAX_EDGE };
  return { source, ...size, close: () => URL.revokeObjectURL(url) };
}

type Target = { edge: number; quality: number; format: string };

/** Draws an image; undefined if the canvas returns nothing. */
export async function drawImage(
  image: Drawable,
  { edge, quality, format }: Target,
): Promise<(Size & { blob: Blob }) | undefined> {
  const size = fitWithin(image, edge);
  const canvas = document.createElement("canvas");
  Object.assign(canvas, size);
  const context = canvas.getContext("2d");
  if (!context) return undefined;
  if (format === "image/jpeg") {
    // A JPEG has no transparency; without a background, transparent parts would turn black.
    context.fillStyle = "#fff";
    context.fillRect(0, 0, size.width, size.height);
  }
  context.imageSmoothingQuality = "high";
  context.drawImage(image.source, 0, 0, size.width, size.height);
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, format, quality);
  });
  return blob ? { ...size, blob } : undefined;
}
