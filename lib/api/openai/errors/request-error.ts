import type { Failure } from "../../../core/errors";
import { badRequest, forbidden, unauthenticated, type OpenAiFailure } from "./wire-error";

type RequestFailure = Extract<
  Failure,
  {
    kind:
      | "invalid-request"
      | "unsupported"
      | "image-rejected"
      | "request-too-large"
      | "unsupported-coding"
      | "request-timeout"
      | "path-not-found"
      | "method-not-allowed"
      | "unauthenticated"
      | "model-not-found"
      | "model-not-served";
  }
>;

/** Explains an error in the caller's request that was found before Spark was asked. */
export function explainRequest(failure: RequestFailure): OpenAiFailure {
  switch (failure.kind) {
    case "invalid-request":
      return badRequest("invalid_value", failure.message, failure.param);
    case "unsupported":
      return badRequest("unsupported_parameter", failure.message, failure.param);
    case "image-rejected":
      return badRequest(failure.code, failure.message, failure.param);
    case "request-too-large": {
      const { limitBytes, isUnproven } = failure;
      const message = isUnproven
        ? `The request body is over ${limitBytes} bytes, and Spark has not let this credential in yet: ask something short first.`
        : `The request body is over this gateway's limit of ${limitBytes} bytes: send less, and a large image by its URL.`;
      return { ...badRequest("request_too_large", message), status: 413 };
    }
    case "unsupported-coding": {
      const message =
        `The content-encoding \`${failure.coding}\` is not supported: send the body uncompressed, or ` +
        `coded as ${failure.known.join(", ")}.`;
      return { ...badRequest("invalid_value", message), status: 415 };
    }
    case "request-timeout": {
      const seconds = failure.afterMs / 1000;
      const message = failure.isWhole
        ? `The request body was not whole after ${seconds} seconds: send it faster, or less of it.`
        : `No part of the request body came for ${seconds} seconds: send it again.`;
      return { ...badRequest("request_timeout", message), status: 408 };
    }
    case "path-not-found": {
      const message =
        `There is no ${failure.path} here; /openapi.json lists the routes. ` +
        "The client's base URL must end in /v1, once.";
      return { ...badRequest("not_found", message), status: 404 };
    }
    case "method-not-allowed": {
      const message = `This method is not allowed here: use ${failure.allowed.join(" or ")}.`;
      const headers = { allow: failure.allowed.join(", ") };
      return { ...badRequest("method_not_allowed", message), status: 405, headers };
    }
    case "unauthenticated":
      return unauthenticated(failure.message);
    case "model-not-found": {
      const message = `The model \`${failure.model}\` does not exist. Known: ${failure.known.join(", ")}.`;
      return { ...badRequest("model_not_found", message, "model"), status: 404 };
    }
    case "model-not-served": {
      const choice = failure.served.length > 0 ? `choose ${failure.served.join(", ")}, or ` : "";
      const opened = failure.consoleName
        ? ` whose service ${failure.consoleName} is open in iFlytek's console`
        : "";
      const message =
        `This gateway has no Spark app for the model \`${failure.model}\`${opened}: ${choice}` +
        "bring a Spark credential of your own.";
      return forbidden("model_not_authorized", message, "model");
    }
  }
}
