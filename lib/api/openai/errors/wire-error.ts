import type { OpenAiError } from "../error-schema";

/** A failure in the format of OpenAI's API. */
export type OpenAiFailure = {
  status: number;
  error: OpenAiError;
  headers: Readonly<Record<string, string>>;
};

/** Stops OpenAI's clients from retrying twice when a retry cannot help. */
export const NO_RETRY = { "x-should-retry": "false" } as const;
/**
 * Writes both retry headers: whole seconds as in HTTP, and the exact time that OpenAI's clients
 * read.
 */
export function toRetryAfter(milliseconds: number): Readonly<Record<string, string>> {
  const whole = Math.max(1, Math.ceil(milliseconds));
  return { "retry-after": String(Math.ceil(whole / 1000)), "retry-after-ms": String(whole) };
}

/** Spark's limits are per second. */
export const RETRY_SOON = toRetryAfter(1000);

export function badRequest(
  code: string,
  message: string,
  param: string | null = null,
): OpenAiFailure {
  return {
    status: 400,
    error: { message, type: "invalid_request_error", param, code },
    headers: {},
  };
}

export function unauthenticated(message: string): OpenAiFailure {
  return {
    status: 401,
    error: { message, type: "authentication_error", param: null, code: "invalid_api_key" },
    headers: NO_RETRY,
  };
}

export function forbidden(
  code: string,
  message: string,
  param: string | null = null,
): OpenAiFailure {
  return {
    status: 403,
    error: { message, type: "permission_error", param, code },
    headers: NO_RETRY,
  };
}

export function serverError(status: number, code: string | null, message: string): OpenAiFailure {
  return { status, error: { message, type: "server_error", param: null, code }, headers: {} };
}
