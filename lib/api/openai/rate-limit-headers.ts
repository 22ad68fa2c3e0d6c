/** A window's limit, its remaining requests, and the time until it resets. */
export type RateLimitReading = { limit: number; remaining: number; resetMs: number };

/** Writes the rate limit headers of OpenAI's API. */
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

/**
 * Formats a duration as OpenAI does, in Go's notation: `250ms`, `1s`, `7.66s`, `6m0s`, `24h0m0s`.
 */
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
