export type Size = { width: number; height: number };

/** What Spark gains nothing beyond, and what keeps base64 well under a request body of 4.5 MB. */
export const MAX_EDGE = 1568;
export const MAX_BYTES = 1.5 * 1024 * 1024;

/** The same shape with no side longer than `edge`; never larger, never less than a pixel. */
export function fitWithin({ width, height }: Size, edge: number): Size {
  const scale = Math.min(1, edge / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/** What is tried, best first, until the bytes fit: quality goes before size does. */
export const ATTEMPTS: readonly { edge: number; quality: number }[] = [
  { edge: MAX_EDGE, quality: 0.9 },
  { edge: MAX_EDGE, quality: 0.8 },
  { edge: MAX_EDGE, quality: 0.7 },
  { edge: 1120, quality: 0.8 },
  { edge: 800, quality: 0.8 },
  { edge: 560, quality: 0.7 },
];
