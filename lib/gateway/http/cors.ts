import type { ApiRequest } from "./api-request";
import type { Answer } from "./answer";

/** Headers that a page may read: what the gateway reports, and what a client needs for retries. */
const EXPOSED = [
  "x-request-id",
  "request-id",
  "x-spark-sid",
  "x-spark-adjusted",
  "x-spark-ignored",
  "x-spark-truncated",
  "x-ratelimit-limit-requests",
  "x-ratelimit-remaining-requests",
  "x-ratelimit-reset-requests",
  "x-should-retry",
  "retry-after",
  "retry-after-ms",
].join(", ");

const PREFLIGHT_AGE_SECONDS = 86_400;

/** Returns the headers for every answer. Errors need them too, or a page could not read them. */
export function toCorsHeaders(
  request: ApiRequest,
  origins: readonly string[],
): Record<string, string> {
  const headers = { "access-control-expose-headers": EXPOSED };
  if (origins.includes("*")) return { "access-control-allow-origin": "*", ...headers };
  const origin = request.headers.get("origin") ?? "";
  if (!origins.includes(origin)) return { vary: "origin" };
  return { "access-control-allow-origin": origin, vary: "origin", ...headers };
}

/**
 * Answers a preflight. It repeats the requested headers by name, because `*` does not include
 * `authorization` (Fetch standard).
 */
export function toPreflight(
  request: ApiRequest,
  methods: readonly string[],
  cors: Readonly<Record<string, string>>,
): Answer {
  const requested = request.headers.get("access-control-request-headers");
  return {
    status: 204,
    body: null,
    headers: {
      ...cors,
      "access-control-allow-methods": [...methods, "OPTIONS"].join(", "),
      ...(requested ? { "access-control-allow-headers": requested } : {}),
      "access-control-max-age": String(PREFLIGHT_AGE_SECONDS),
    },
  };
}
