import type { Failure } from "../conversation/types";

/** What the user can do about a failure from its card. */
export type Action = "retry" | "useOwnKey" | "shorten" | "shrinkImage" | "switchModel";

/** Every cause that the page can explain: the gateway's codes, and failures on the way to it. */
export type Cause = keyof typeof ACTIONS;

/** What helps, most likely first. Empty if only other people can help. */
const ACTIONS = {
  invalid_value: [],
  unsupported_parameter: ["switchModel"],
  request_too_large: ["shrinkImage", "shorten"],
  request_timeout: ["retry"],
  not_found: [],
  method_not_allowed: [],
  model_not_found: ["switchModel"],
  invalid_api_key: ["useOwnKey"],
  malformed_key: ["useOwnKey"],
  clock_skew: ["retry"],
  permission_denied: ["useOwnKey"],
  upstream_auth: ["useOwnKey"],
  concurrency_exceeded: ["retry", "useOwnKey"],
  rate_limit_exceeded: ["retry", "useOwnKey"],
  insufficient_quota: ["useOwnKey", "switchModel"],
  model_not_authorized: ["switchModel", "useOwnKey"],
  account_blocked: ["useOwnKey"],
  content_filter: [],
  invalid_image: ["shrinkImage"],
  image_too_large: ["shrinkImage"],
  image_url_not_allowed: [],
  image_download_failed: ["retry"],
  context_length_exceeded: ["shorten", "switchModel"],
  invalid_model_output: ["retry", "switchModel"],
  upstream_unavailable: ["retry", "switchModel"],
  upstream_closed: ["retry"],
  upstream_invalid: ["retry"],
  upstream_timeout: ["retry", "shorten"],
  caller_gone: ["retry"],
  internal_error: ["retry"],
  connection_lost: ["retry"],
  offline: ["retry"],
  unknown: ["retry"],
} as const satisfies Record<string, readonly Action[]>;

/** Causes for answers with a status but without one of our codes: something on the way answered. */
const BY_STATUS: Readonly<Record<number, Cause>> = {
  401: "invalid_api_key",
  403: "permission_denied",
  404: "not_found",
  405: "method_not_allowed",
  408: "request_timeout",
  413: "request_too_large",
  429: "rate_limit_exceeded",
  502: "upstream_closed",
  503: "upstream_unavailable",
  504: "upstream_timeout",
};

/** The gateway's message when its clock and Spark's differ. */
const SKEWED = /clock is \d+ seconds/;

/**
 * Determines the cause of a failure.
 * @param isOnline whether the browser believes it is online
 */
export function toCause({ code, status, message }: Failure, isOnline: boolean): Cause {
  // Programs see the gateway's own problem. People see the clock, so that they do not check their
  // key.
  if (code === "upstream_auth" && SKEWED.test(message)) return "clock_skew";
  if (isCause(code)) return code;
  if (status !== null) return BY_STATUS[status] ?? "unknown";
  if (code !== null) return "unknown";
  return isOnline ? "connection_lost" : "offline";
}

export function toActions(cause: Cause): readonly Action[] {
  return ACTIONS[cause];
}

function isCause(code: string | null): code is Cause {
  return code !== null && Object.hasOwn(ACTIONS, code);
}
