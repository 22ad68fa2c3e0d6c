import type { ErrorDialect } from "../../core/wire-failure";
import { type OpenAiErrorBody, toOpenAiError } from "../openai/errors/error";
import { RETRY_SOON } from "../openai/errors/wire-error";

/**
 * Formats a failure with the field names of this API. Codex reads its delay only from the message
 * of a rate limit, and only from `retry-after` on a 5xx. Without them it retries thirty times at
 * once.
 */
export const toResponsesError: ErrorDialect<OpenAiErrorBody> = (failure, requestId) => {
  const { status, headers, body, code } = toOpenAiError(failure, requestId);
  const { error } = body;
  const waitMs = error.type === "rate_limit_error" ? headers["retry-after-ms"] : undefined;
  return {
    status,
    code,
    headers: status >= 500 ? { ...RETRY_SOON, ...headers } : headers,
    body: {
      error: {
        ...error,
        message: waitMs === undefined ? error.message : tellWait(error.message, Number(waitMs)),
        param: PARAMS[error.param ?? ""] ?? error.param,
      },
    },
  };
};

/** Maps the chat API's field names, which neutral failures use, to this API's. */
const PARAMS: Readonly<Record<string, string>> = {
  messages: "input",
  max_tokens: "max_output_tokens",
};

const WAIT = /try again(?: later| in (?:a|\d+) (?:second|minute|hour|day)s?)/i;

/** Writes the delay in the only form that Codex reads: `try again in 1.5s`. */
function tellWait(message: string, milliseconds: number): string {
  const words = `try again in ${milliseconds / 1000}s`;
  return WAIT.test(message) ? message.replace(WAIT, words) : `${message} Or ${words}.`;
}
