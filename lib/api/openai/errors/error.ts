import type { Failure } from "../../../core/errors";
import type { ErrorDialect } from "../../../core/wire-failure";
import type { OpenAiError } from "../error-schema";
import { explainConnection, toMark } from "./connection-error";
import { explainHandshake } from "./handshake-error";
import { explainGuard } from "./guard-error";
import { explainLimit } from "./limit-error";
import { explainNotKept } from "./not-kept-error";
import { explainQueue, explainRest } from "./pool-error";
import { explainRejection } from "./spark-error";
import { explainRequest } from "./request-error";
import { NO_RETRY, RETRY_SOON, serverError, type OpenAiFailure } from "./wire-error";

/** The error for an unexpected failure, whose details go to the log only. */
const INTERNAL_ERROR: OpenAiFailure = serverError(
  500,
  "internal_error",
  "The gateway failed. Try again; if it happens again, report the x-request-id of this answer.",
);

/** The error body of OpenAI's API. */
export type OpenAiErrorBody = { error: OpenAiError };

/** Formats a failure for OpenAI's clients. */
export const toOpenAiError: ErrorDialect<OpenAiErrorBody> = (failure) => {
  const { status, headers, error } = failure ? explain(failure) : INTERNAL_ERROR;
  return { status, headers, body: { error }, code: error.code };
};

/** Chooses the error; every message says what to do. */
function explain(failure: Failure): OpenAiFailure {
  switch (failure.kind) {
    case "invalid-request":
    case "unsupported":
    case "image-rejected":
    case "request-too-large":
    case "unsupported-coding":
    case "request-timeout":
    case "path-not-found":
    case "method-not-allowed":
    case "unauthenticated":
    case "model-not-found":
    case "model-not-served":
      return explainRequest(failure);
    case "not-kept":
      return explainNotKept(failure);
    case "rate-limited":
    case "budget-spent":
    case "budget-held":
    case "model-not-given":
      return explainLimit(failure);
    case "caller-busy":
    case "overloaded":
    case "foreign-origin":
      return explainGuard(failure);
    case "spark-rejected":
      return explainRejection(failure);
    case "spark-handshake":
      return explainHandshake(failure);
    case "spark-unreachable":
    case "spark-closed":
    case "spark-invalid":
    case "spark-silent":
      return explainConnection(failure);
    case "apps-cooling-down":
      return explainRest(explain(failure.cause), failure.retryAfterMs);
    case "queue-timeout":
      return explainQueue(failure);
    case "invalid-output":
      return {
        ...serverError(
          502,
          "invalid_model_output",
          `Spark did not answer as asked, twice (${failure.problem}): ask differently, or for less.${toMark(failure)}`,
        ),
        // A retry costs two requests and is no more likely to succeed.
        headers: NO_RETRY,
      };
    case "shutting-down":
      return {
        ...serverError(503, "upstream_unavailable", "This gateway is restarting: try again."),
        headers: { ...RETRY_SOON, connection: "close" },
      };
    case "caller-gone":
      return serverError(499, "caller_gone", "The caller left before the answer.");
  }
}
