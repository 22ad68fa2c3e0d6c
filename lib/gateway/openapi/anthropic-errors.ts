import { LIMIT_HEADERS, referHeaders } from "./headers";
import { type Part, refer } from "./json";

type ErrorStatus = keyof typeof ANTHROPIC_ERRORS;

/** The meaning of each status for Anthropic's clients, and its error type. */
export const ANTHROPIC_ERRORS = {
  400: {
    what: "The request is wrong, or asks for what cannot be served; the message begins with the field.",
    type: "invalid_request_error",
    headers: ["x-should-retry"],
  },
  401: {
    what: "No credential, or one that is not accepted.",
    type: "authentication_error",
    headers: ["x-should-retry"],
  },
  402: {
    what: "The Spark app's tokens are used up.",
    type: "billing_error",
    headers: ["retry-after", "retry-after-ms", "x-should-retry"],
  },
  403: {
    what: "The Spark app may not, or the clock of the gateway is off.",
    type: "permission_error",
    headers: ["retry-after", "retry-after-ms", "x-should-retry"],
  },
  404: { what: "There is no such thing.", type: "not_found_error", headers: [] },
  405: {
    what: "The path was asked with a method that it does not take.",
    type: "invalid_request_error",
    headers: ["allow"],
  },
  408: { what: "The body did not come.", type: "invalid_request_error", headers: [] },
  413: { what: "The body is over the limit.", type: "request_too_large", headers: [] },
  415: {
    what: "The body's content-encoding is not known.",
    type: "invalid_request_error",
    headers: [],
  },
  429: {
    what: "Too much at once, or all that the gateway gives a caller.",
    type: "rate_limit_error",
    headers: ["retry-after", "retry-after-ms", "x-should-retry"],
  },
  500: { what: "The gateway failed.", type: "api_error", headers: [] },
  502: {
    what: "Spark cannot be reached or understood, or refuses the gateway's own credential.",
    type: "api_error",
    headers: ["retry-after", "retry-after-ms", "x-should-retry"],
  },
  504: { what: "Spark did not answer in time.", type: "timeout_error", headers: [] },
  529: {
    what: "Spark is busy, or the gateway restarts.",
    type: "overloaded_error",
    headers: ["retry-after", "retry-after-ms", "connection"],
  },
} as const;

/** References the error responses of these statuses. */
export function listAnthropicErrors(...statuses: readonly ErrorStatus[]): Part {
  return Object.fromEntries(
    statuses.map((status) => [status, refer(`responses/AnthropicError${status}`)]),
  );
}

/** Describes one response for each status. */
export function toAnthropicErrorResponses(): Part {
  return Object.fromEntries(
    Object.entries(ANTHROPIC_ERRORS).map(([status, { what, type, headers }]) => [
      `AnthropicError${status}`,
      {
        description: what,
        headers: referHeaders(
          "x-request-id",
          "request-id",
          "x-spark-sid",
          ...headers,
          ...LIMIT_HEADERS,
        ),
        content: {
          "application/json": {
            schema: {
              allOf: [
                refer("schemas/AnthropicError"),
                { properties: { error: { properties: { type: { const: type } } } } },
              ],
            },
          },
        },
      },
    ]),
  );
}
