import type { Failure } from "../../../core/errors";
import { toRetryAfter, type OpenAiFailure } from "./wire-error";

/** Explains an app's cooldown with Spark's earlier error, without asking Spark again. */
export function explainRest(cause: OpenAiFailure, retryAfterMs: number): OpenAiFailure {
  return { ...cause, headers: { ...cause.headers, ...toRetryAfter(retryAfterMs) } };
}

export function explainQueue({
  afterMs,
  retryAfterMs,
}: Extract<Failure, { kind: "queue-timeout" }>): OpenAiFailure {
  return {
    status: 429,
    error: {
      message: `This gateway's Spark apps were busy for ${afterMs / 1000} seconds: try again later.`,
      type: "rate_limit_error",
      param: null,
      code: "rate_limit_exceeded",
    },
    headers: toRetryAfter(retryAfterMs),
  };
}
