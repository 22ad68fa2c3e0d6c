/** How many requests a window takes, how many are left in it, and when it is whole again. */
export type RateLimitReading = { limit: number; remaining: number; resetMs: number };

/** The headers in which OpenAI tells a client where it stands. */
export function toRateLimitHeaders({
  limit,
  remaining,
  resetMs,
}: RateLimitReading): Record<string, string> {
  return {
    "x-ratelimit-limit-requests": String(limit),
    "x-ratelimit-remaining-requests": String(remaining),
    "x-ratelimit-reset-requests": toDuration(resetMs),
  };
}

/** OpenAI writes durations as Go does: `250ms`, `1s`, `7.66s`, `6m0s`, `24h0m0s`. */
export function toDuration(milliseconds: number): string {
  const whole = Math.max(0, Math.ceil(milliseconds));
  if (whole === 0) return "0s";
  if (whole < 1000) return `${whole}ms`;
  const seconds = `${(whole % 60_000) / 1000}s`;
  const minutes = Math.floor(whole / 60_000);
  if (minutes === 0) return seconds;
  return minutes < 60
    ? `${minutes}m${seconds}`
    : `${Math.floor(minutes / 60)}h${minutes % 60}m${seconds}`;
}
