import type { OpenAiError } from "../error-schema";

/** A failure as OpenAI's API has it. */
export type OpenAiFailure = {
  status: number;
  error: OpenAiError;
  headers: Readonly<Record<string, string>>;
};

/** OpenAI's clients would ask twice more where asking again cannot help. */
export const NO_RETRY = { "x-should-retry": "false" } as const;
/** When to come back: in whole seconds as HTTP has it, and exactly, as OpenAI's clients read it. */
export function toRetryAfter(milliseconds: number): Readonly<Record<string, string>> {
  const whole = Math.max(1, Math.ceil(milliseconds));
  return { "retry-after": String(Math.ceil(whole / 1000)), "retry-after-ms": String(whole) };
}

/** A second is the unit of Spark's limits. */
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
