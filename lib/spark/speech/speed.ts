const NORMAL = 50;
const FASTEST = 100;

/**
 * A speed (2 is twice as fast) on iFlytek's scale from 0 to 100, whose ends are documented as half and
 * double. What is beyond them is the end.
 */
export function toSparkSpeed(speed: number): number {
  return Math.max(0, Math.min(FASTEST, Math.round(NORMAL + NORMAL * Math.log2(speed))));
}
