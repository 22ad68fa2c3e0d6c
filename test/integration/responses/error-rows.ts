export type ErrorRow = {
  code: number;
  /** Spark's message, where it matters. */
  message?: string;
  status: number;
  error: { type: string; code: string; param?: string };
  /** The code in the last event of a stream that has started. */
  failed: string;
  words: RegExp;
};

/** The only form that Codex reads. */
export const SECOND = /try again in 1s/;

const limited = (code: string) => ({
  status: 429,
  error: { type: "rate_limit_error", code },
  failed: "rate_limit_exceeded",
  words: SECOND,
});
const invalid = (code: string, param?: string) => ({
  type: "invalid_request_error",
  code,
  ...(param !== undefined && { param }),
});
const busy = {
  status: 503,
  error: { type: "server_error", code: "upstream_unavailable" },
  failed: "server_error",
  words: /try again/,
};

/** What Spark sends and what a caller of the Responses API gets, early and late. */
export const ERROR_ROWS: readonly ErrorRow[] = [
  { code: 10_007, ...limited("concurrency_exceeded") },
  { code: 11_203, ...limited("concurrency_exceeded") },
  { code: 11_202, ...limited("rate_limit_exceeded") },
  {
    code: 11_201,
    status: 429,
    error: { type: "insufficient_quota", code: "insufficient_quota" },
    failed: "insufficient_quota",
    words: /used up/,
  },
  {
    code: 10_907,
    status: 400,
    error: invalid("context_length_exceeded", "input"),
    failed: "context_length_exceeded",
    words: /Input tokens exceed the configured limit/,
  },
  {
    code: 10_013,
    status: 400,
    error: invalid("content_filter"),
    failed: "invalid_prompt",
    words: /word it differently/,
  },
  {
    code: 10_003,
    message: "invalid model domain",
    status: 404,
    error: invalid("model_not_found", "model"),
    failed: "model_not_found",
    words: /choose another/,
  },
  {
    code: 10_003,
    status: 400,
    error: invalid("invalid_value"),
    failed: "server_error",
    words: /change what it names/,
  },
  {
    code: 10_015,
    status: 403,
    error: { type: "permission_error", code: "account_blocked" },
    failed: "server_error",
    words: /blocked/,
  },
  { code: 10_012, ...busy },
  { code: 19_999, ...busy },
];
