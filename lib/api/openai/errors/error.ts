import type { Failure } from "../../../core/errors";
import type { WireError } from "../../chat-completions/types";
import { explainConnection, toMark } from "./connection-error";
import { explainHandshake, type Owner } from "./handshake-error";
import { explainLimit } from "./limit-error";
import { explainQueue, explainRest } from "./pool-error";
import { explainRejection } from "./spark-error";
import { explainRequest } from "./request-error";
import { RETRY_SOON, serverError, type WireFailure } from "./wire-error";

/** What the caller hears of a failure: every message says what to do. */
export function toWireFailure(failure: Failure, owner: Owner): WireFailure {
  switch (failure.kind) {
    case "invalid-request":
    case "unsupported":
    case "image-rejected":
    case "request-too-large":
    case "request-timeout":
    case "path-not-found":
    case "method-not-allowed":
    case "unauthenticated":
    case "model-not-found":
    case "model-not-served":
      return explainRequest(failure);
    case "rate-limited":
    case "budget-spent":
    case "budget-held":
    case "model-not-given":
      return explainLimit(failure);
    case "spark-rejected":
      return explainRejection(failure);
    case "spark-handshake":
      return explainHandshake(failure, owner);
    case "spark-unreachable":
    case "spark-closed":
    case "spark-invalid":
    case "spark-silent":
      return explainConnection(failure);
    case "apps-cooling-down":
      return explainRest(toWireFailure(failure.cause, owner), failure.retryAfterMs);
    case "queue-timeout":
      return explainQueue(failure);
    case "invalid-output":
      return serverError(
        502,
        "invalid_model_output",
        `Spark did not answer in the asked format, twice (${failure.problem}): ask again, or ask for less.${toMark(failure)}`,
      );
    case "shutting-down":
      return {
        ...serverError(503, "upstream_unavailable", "This gateway is restarting: try again."),
        headers: { ...RETRY_SOON, connection: "close" },
      };
    case "caller-gone":
      return serverError(499, "caller_gone", "The caller left before the answer.");
  }
}

/** What nobody foresaw: its details are for the log alone. */
export const INTERNAL_ERROR: WireFailure = serverError(
  500,
  "internal_error",
  "The gateway failed. Try again; if it happens again, report the x-request-id of this answer.",
);

/** The error of {@link toWireFailure} alone, for a stream whose status has left. */
export function toWireError(failure: Failure | undefined, owner: Owner): WireError {
  return (failure ? toWireFailure(failure, owner) : INTERNAL_ERROR).error;
}
