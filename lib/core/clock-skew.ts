/** The largest clock difference at which iFlytek still accepts a signature's date. */
export const MAX_SKEW_SECONDS = 300;

/**
 * Reports whether the clocks differ too much for iFlytek to accept a signature.
 * @param skewSeconds iFlytek's clock minus ours; null if unknown
 */
export function isSkewed(skewSeconds: number | null): skewSeconds is number {
  return skewSeconds !== null && Math.abs(skewSeconds) > MAX_SKEW_SECONDS;
}
