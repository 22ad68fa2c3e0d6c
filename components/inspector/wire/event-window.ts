/** Heights in pixels: fixed, so that of thousands of rows only those in sight need be drawn. */
export const ROW_HEIGHT = 28;
export const DETAIL_HEIGHT = 240;

const SPARE_ROWS = 6;

/** Where a row begins, when the one at `open` has its detail below it. */
export function toTop(place: number, open: number | null): number {
  return place * ROW_HEIGHT + (open !== null && place > open ? DETAIL_HEIGHT : 0);
}

export function toTotalHeight(count: number, open: number | null): number {
  return count * ROW_HEIGHT + (open === null ? 0 : DETAIL_HEIGHT);
}

/** The places to be drawn: those in sight and a few around; `kept` may be out of sight. */
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
