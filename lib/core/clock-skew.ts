/** iFlytek refuses a signature whose date is further from its own clock than this. */
export const MAX_SKEW_SECONDS = 300;

/** @param skewSeconds iFlytek's clock minus ours; null: not known */
export function isSkewed(skewSeconds: number | null): skewSeconds is number {
  return skewSeconds !== null && Math.abs(skewSeconds) > MAX_SKEW_SECONDS;
}
