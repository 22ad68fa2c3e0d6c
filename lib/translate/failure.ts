import type { Failure } from "../errors";
import type { WireError } from "../openai/types";
import { explainHandshake, type Owner } from "./handshake-failure";
import { explainRejection } from "./rejection";
import {
  badRequest,
  RETRY_SOON,
  serverError,
  unauthenticated,
  type WireFailure,
} from "./wire-failure";

/** What the caller hears of a failure (contract §8): every message says what to do. */
export function toWireFailure(failure: Failure, owner: Owner): WireFailure {
  switch (failure.kind) {
    case "invalid-request":
      return badRequest("invalid_value", failure.message, failure.param);
    case "unsupported":
      return badRequest("unsupported_parameter", failure.message, failure.param);
    case "request-too-large":
      return {
        ...badRequest(
          "request_too_large",
          `The request body is over this gateway's limit of ${failure.limitBytes} bytes: send less.`,
        ),
        status: 413,
      };
    case "request-timeout":
      return {
        ...badRequest(
          "request_timeout",
          `No part of the request body arrived for ${failure.afterMs / 1000} seconds: send it again.`,
        ),
        status: 408,
      };
    case "path-not-found":
      return {
        ...badRequest(
          "not_found",
          `There is no ${failure.path} here. The gateway serves /v1/chat/completions and /v1/models: ` +
            "a client's base URL ends in /v1, once.",
        ),
        status: 404,
      };
    case "method-not-allowed":
      return {
        ...badRequest(
          "method_not_allowed",
          `${failure.method} is not allowed here: use ${failure.allowed.join(" or ")}.`,
        ),
        status: 405,
        headers: { allow: failure.allowed.join(", ") },
      };
    case "unauthenticated":
      return unauthenticated(failure.message);
    case "model-not-found":
      return modelNotFound(
        `The model \`${failure.model}\` does not exist. Known: ${failure.known.join(", ")}.`,
      );
    case "spark-rejected":
      return explainRejection(failure);
    case "spark-handshake":
      return explainHandshake(failure, owner);
    case "spark-unreachable":
    case "spark-closed":
    case "spark-invalid":
    case "spark-silent":
      return explainConnection(failure);
    case "shutting-down":
      return {
        ...serverError(503, "upstream_unavailable", "This gateway is restarting: try again."),
        headers: { ...RETRY_SOON, connection: "close" },
      };
    case "caller-gone":
      return { ...serverError(499, null, "The caller left before the answer."), headers: {} };
  }
}

/** What nobody foresaw: its details are for the log alone. */
export const INTERNAL_ERROR: WireFailure = serverError(
  500,
  "internal_error",
  "The gateway failed. Try again; if it happens again, report the x-request-id of this answer.",
);

function modelNotFound(message: string): WireFailure {
  return { ...badRequest("model_not_found", message, "model"), status: 404 };
}

type ConnectionFailure = Extract<
  Failure,
  { kind: "spark-unreachable" | "spark-closed" | "spark-invalid" | "spark-silent" }
>;

function explainConnection(failure: ConnectionFailure): WireFailure {
  switch (failure.kind) {
    case "spark-unreachable":
      return serverError(
        502,
        "upstream_closed",
        `Spark cannot be reached (${failure.detail}): try again, or check the gateway's network.`,
      );
    case "spark-closed":
      return serverError(
        502,
        "upstream_closed",
        `Spark closed the connection before the end of the answer: try again.${toSid(failure.sid)}`,
      );
    case "spark-invalid":
      return serverError(
        502,
        "upstream_invalid",
        `Spark sent ${failure.detail}: try again.${toSid(failure.sid)}`,
      );
    case "spark-silent":
      return serverError(
        504,
        "upstream_timeout",
        `Spark sent no ${failure.phase} in time: try again, or ask for less.${toSid(failure.sid)}`,
      );
  }
}

const toSid = (sid: string | undefined): string => (sid ? ` (Spark sid ${sid})` : "");

/** The error of {@link toWireFailure} alone, for a stream whose status has left. */
export function toWireError(failure: Failure | undefined, owner: Owner): WireError {
  return (failure ? toWireFailure(failure, owner) : INTERNAL_ERROR).error;
}
