export type Size = { width: number; height: number };

/**
 * More than this gains nothing with Spark. It also keeps base64 well below a request body of 4.5
 * MB.
 */
export const MAX_EDGE = 1568;
export const MAX_BYTES = 1.5 * 1024 * 1024;

/** Scales a size so that no side exceeds `edge`; it never grows and never gets below one pixel. */
export function fitWithin({ width, height }: Size, edge: number): Size {
  const scale = Math.min(1, edge / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/** Tried in this order until the bytes fit: quality is reduced before size. */
export const ATTEMPTS: readonly { edge: number; quality: number }[] = [
  { edge: MAX_EDGE, quality: 0.9 },
  { edge: MAX_EDGE, quality: 0.8 },
  { edge: MAX_EDGE, quality: 0.7 },
  { edge: 1120, quality: 0.8 },
  { edge: 800, quality: 0.8 },
  { edge: 560, quality: 0.7 },
];
