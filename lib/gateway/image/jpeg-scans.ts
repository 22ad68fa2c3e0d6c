const [STUFFED, TEMPORARY, FIRST_RESTART, START, END, SCAN, FILL] = [
  0x00, 0x01, 0xd0, 0xd8, 0xd9, 0xda, 0xff,
];

/**
 * Counts the scans of a JPEG, up to the end of its first image. Each scan is a pass over all
 * pixels, however few bytes it has, and the decoder cannot be stopped in between.
 */
export function countScans(jpeg: Uint8Array): number {
  let scans = 0;
  for (let at = jpeg.indexOf(FILL); at !== -1; at = jpeg.indexOf(FILL, at)) {
    const marker = jpeg[at + 1] ?? END;
    if (marker === END) break;
    if (marker === FILL) at += 1;
    else if (hasNoLength(marker)) at += 2;
    else {
      if (marker === SCAN) scans += 1;
      at += 2 + (((jpeg[at + 2] ?? 0) << 8) | (jpeg[at + 3] ?? 0));
    }
  }
  return scans;
}

/** Returns whether a marker has no length after it, or is only an escaped byte of data. */
function hasNoLength(marker: number): boolean {
  return marker === STUFFED || marker === TEMPORARY || (marker >= FIRST_RESTART && marker <= START);
}
