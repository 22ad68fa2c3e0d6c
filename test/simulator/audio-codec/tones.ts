/**
 * How simulated speech carries a text, so that simulated recognition can read what was spoken: in
 * bursts of tones with silence between them. A burst is a sync symbol, followed by bytes; each byte
 * sounds as two simultaneous tones, one for each half. All tones fit into telephone audio (8 kHz),
 * and each symbol is long enough to survive resampling and MP3.
 */
export const SYMBOL_SECONDS = 0.04;

/** Marks the beginning of a burst; lower than all other tones. */
export const SYNC_HZ = 350;

const LOW_HZ = 500;
const LOW_STEP_HZ = 90;
const HIGH_HZ = 2000;
const HIGH_STEP_HZ = 95;
const VALUES = Array.from({ length: 16 }, (_, value) => value);

/** Indexed by the upper half of a byte. */
export const LOW_TONES: readonly number[] = VALUES.map((value) => LOW_HZ + LOW_STEP_HZ * value);
/** Indexed by the lower half of a byte. */
export const HIGH_TONES: readonly number[] = VALUES.map((value) => HIGH_HZ + HIGH_STEP_HZ * value);

/** The maximum bytes of text in one burst, which also contains its length and a checksum. */
export const MAX_BURST_BYTES = 8;

/** Returns the last byte of a burst. */
export function toChecksum(bytes: Iterable<number>): number {
  let sum = 0x5a;
  for (const byte of bytes) sum = ((sum << 1) ^ (sum >> 7) ^ byte) & 0xff;
  return sum;
}
