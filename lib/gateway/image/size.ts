/** The largest image that Spark accepts (ImageUnderstanding.html). */
export const MAX_IMAGE_BYTES = 4 * 1024 * 1024;
const MAX_SIDE_PIXELS = 12_800;
/** Both bounds are excluded. */
const MIN_AREA_PIXELS = 50 * 50;
const MAX_AREA_PIXELS = 6000 * 6000;
/** OpenAI's definition of `detail: "low"`. */
const LOW_DETAIL_SIDE_PIXELS = 512;

export type Size = { width: number; height: number };

/** Returns the nearest size within Spark's limits, in the same proportions. */
export function fitSize({ width, height }: Size, isLowDetail: boolean): Size {
  const longest = Math.max(width, height);
  const side = isLowDetail ? LOW_DETAIL_SIDE_PIXELS : MAX_SIDE_PIXELS;
  const area = width * height;
  const shrunk = Math.min(1, side / longest, Math.sqrt((MAX_AREA_PIXELS - 1) / area));
  if (shrunk < 1) return raise(scale({ width, height }, shrunk, Math.floor));
  return raise({ width, height });
}

/**
 * Scales up an image that is too small. A very thin image only grows as long as the limits allow.
 */
function raise(size: Size): Size {
  const area = size.width * size.height;
  if (area > MIN_AREA_PIXELS) return size;
  const grown = scale(size, Math.sqrt((MIN_AREA_PIXELS + 1) / area), Math.ceil);
  return {
    width: Math.min(grown.width, MAX_SIDE_PIXELS),
    height: Math.min(grown.height, MAX_SIDE_PIXELS),
  };
}

export function scale(
  { width, height }: Size,
  factor: number,
  round: (value: number) => number,
): Size {
  return {
    width: Math.max(1, round(width * factor)),
    height: Math.max(1, round(height * factor)),
  };
}
