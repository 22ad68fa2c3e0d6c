import { LIMIT_HEADERS, referHeaders } from "./headers";
import { type Part, refer } from "./json";

type ErrorStatus = keyof typeof ERRORS;

/** The meaning of each status, and every `code` that it can have (README, "Errors"). */
export const ERRORS = {
  400: {
    what: "The request is wrong, or asks for what cannot be served; `param` names the field.",
    codes: [
      "invalid_value",
      "unsupported_parameter",
      "content_filter",
      "context_length_exceeded",
      "invalid_image",
      "image_too_large",
      "image_url_not_allowed",
      "image_download_failed",
      "previous_response_not_found",
    ],
    headers: ["x-should-retry"],
  },
  401: {
    what: "No credential, or one that is not accepted.",
    codes: ["invalid_api_key"],
    headers: ["x-should-retry"],
  },
  403: {
    what: "The Spark app may not, or the clock of the gateway is off.",
    codes: ["permission_denied", "clock_skew", "model_not_authorized", "account_blocked"],
    headers: ["retry-after", "retry-after-ms", "x-should-retry"],
  },
  404: {
    what: "There is no such thing.",
    codes: ["model_not_found", "not_found", "item_not_found"],
    headers: ["x-should-retry"],
  },
  405: {
    what: "The path was asked with a method that it does not take.",
    codes: ["method_not_allowed"],
    headers: ["allow"],
  },
  408: { what: "The body did not come.", codes: ["request_timeout"], headers: [] },
  415: {
    what: "The body's content-encoding is not known.",
    codes: ["invalid_value"],
    headers: [],
  },
  413: { what: "The body is over the limit.", codes: ["request_too_large"], headers: [] },
  429: {
    what: "Too much at once, or all that there was.",
    codes: ["rate_limit_exceeded", "concurrency_exceeded", "insufficient_quota"],
    headers: ["retry-after", "retry-after-ms", "x-should-retry"],
  },
  500: {
    what: "The gateway failed.",
    codes: ["internal_error"],
    headers: ["retry-after", "retry-after-ms"],
  },
  502: {
    what: "Spark cannot be reached or understood, or refuses the gateway's own credential.",
    codes: ["upstream_auth", "upstream_closed", "upstream_invalid", "invalid_model_output"],
    headers: ["retry-after", "retry-after-ms", "x-should-retry"],
  },
  503: {
    what: "Spark is busy, or the gateway restarts or has as much in hand as it can hold.",
    codes: ["upstream_unavailable"],
    headers: ["retry-after", "retry-after-ms", "connection"],
  },
  504: {
    what: "Spark did not answer in time.",
    codes: ["upstream_timeout"],
    headers: ["retry-after", "retry-after-ms"],
  },
} as const;

/** References the error responses of these statuses. */
export function listErrors(...statuses: readonly ErrorStatus[]): Part {
  return Object.fromEntries(statuses.map((status) => [status, refer(`responses/Error${status}`)]));
}

/** Describes one response for each status. */
export function toErrorResponses(): Part {
  return Object.fromEntries(
    Object.entries(ERRORS).map(([status, { what, codes, headers }]) => [
      `Error${status}`,
      {
        description: what,
        headers: referHeaders("x-request-id", "x-spark-sid", ...headers, ...LIMIT_HEADERS),
        content: {
          "application/json": {
            schema: {
              allOf: [
                refer("schemas/Error"),
                { properties: { error: { properties: { code: { enum: codes } } } } },
              ],
            },
          },
        },
      },
    ]),
  );
}
