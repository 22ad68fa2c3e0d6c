import type { Failure } from "../../../core/errors";
import type { AnthropicErrorType } from "../types";

type ErrorKind = { type: AnthropicErrorType; status: number };

/** Maps the gateway's error codes to Anthropic's type, and to a status if it differs. */
const KINDS: Readonly<Record<string, { type: AnthropicErrorType; status?: number }>> = {
  invalid_api_key: { type: "authentication_error" },
  // The AI SDK retries every 429; no client retries a 402.
  insufficient_quota: { type: "billing_error", status: 402 },
  permission_denied: { type: "permission_error" },
  clock_skew: { type: "permission_error" },
  account_blocked: { type: "permission_error" },
  model_not_authorized: { type: "permission_error" },
  model_not_found: { type: "not_found_error" },
  not_found: { type: "not_found_error" },
  request_too_large: { type: "request_too_large" },
  concurrency_exceeded: { type: "rate_limit_error" },
  rate_limit_exceeded: { type: "rate_limit_error" },
  internal_error: { type: "api_error" },
  upstream_closed: { type: "api_error" },
  upstream_invalid: { type: "api_error" },
  upstream_auth: { type: "api_error" },
  invalid_model_output: { type: "api_error" },
  upstream_timeout: { type: "timeout_error" },
  upstream_unavailable: { type: "overloaded_error", status: 529 },
  caller_gone: { type: "api_error" },
};

/** Any other code means that the caller's request is wrong. */
const INVALID = { type: "invalid_request_error" } as const;

/** Returns the error type and status in Anthropic's API for a failure. */
export function toErrorKind(
  failure: Failure | undefined,
  code: string | null,
  status: number,
): ErrorKind {
  // The gateway's own budget refills after a while, so it is a rate limit and not a billing error.
  if (failure?.kind === "budget-spent") return { type: "rate_limit_error", status };
  return { status, ...(KINDS[code ?? ""] ?? INVALID) };
}
