const NORMAL = 50;
const FASTEST = 100;

/**
 * Converts a speed (2 is twice as fast) to iFlytek's scale from 0 to 100, whose ends are documented
 * as half and double speed. Values beyond the ends are clamped.
 */
export function toSparkSpeed(speed: number): number {
  return Math.max(0, Math.min(FASTEST, Math.round(NORMAL + NORMAL * Math.log2(speed))));
}
