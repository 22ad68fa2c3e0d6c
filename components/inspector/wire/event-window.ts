/**
 * Heights in pixels. They are fixed, so that of thousands of rows only the visible ones are
 * rendered.
 */
export const ROW_HEIGHT = 28;
export const DETAIL_HEIGHT = 240;

const SPARE_ROWS = 6;

/** Returns the top of a row, given that the row at `open` has its details below it. */
export function toTop(place: number, open: number | null): number {
  return place * ROW_HEIGHT + (open !== null && place > open ? DETAIL_HEIGHT : 0);
}

export function toTotalHeight(count: number, open: number | null): number {
  return count * ROW_HEIGHT + (open === null ? 0 : DETAIL_HEIGHT);
}

/**
 * Returns the positions to render: the visible ones, a few around them, and `kept`, which may be
 * out of view.
 */
export function toPlaces(
  count: number,
  { top, height }: { top: number; height: number },
  kept: readonly (number | null)[],
): number[] {
  const first = Math.max(0, Math.floor((top - DETAIL_HEIGHT) / ROW_HEIGHT) - SPARE_ROWS);
  const last = Math.min(count - 1, Math.ceil((top + height) / ROW_HEIGHT) + SPARE_ROWS);
  const places = new Set<number>();
  for (let place = first; place <= last; place += 1) places.add(place);
  for (const place of kept) if (place !== null && place >= 0 && place < count) places.add(place);
  return [...places].toSorted((a, b) => a - b);
}
