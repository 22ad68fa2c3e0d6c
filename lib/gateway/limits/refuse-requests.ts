import { GatewayError } from "../../core/errors";
import type { TieredRefused } from "./tiered-limiter";

/**
 * Returns the error for requests that a rate limit refuses. More choices than the limit has
 * requests would never pass, so waiting is not advised for them.
 * @param choices the choices of the request, each of which counts as one
 */
export function refuseRequests(
  { scope, window, reading }: TieredRefused,
  choices: number,
): GatewayError {
  const { limit, seconds } = window;
  if (choices > 1 && choices > limit) {
    return new GatewayError({
      kind: "invalid-request",
      message: `\`n\` counts as ${choices} requests, and the limit is ${limit}: ask for fewer.`,
      param: "n",
    });
  }
  return new GatewayError({
    kind: "rate-limited",
    scope,
    limit,
    windowSeconds: seconds,
    retryAfterMs: reading.resetMs,
  });
}
