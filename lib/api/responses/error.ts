import type { ErrorDialect } from "../../core/wire-failure";
import { type OpenAiErrorBody, toOpenAiError } from "../openai/errors/error";
import { RETRY_SOON } from "../openai/errors/wire-error";

/**
 * OpenAI's error body under the names of this API. Codex is told when to come back by the message of
 * a rate limit alone, and by `retry-after` alone on a 5xx: without them it asks thirty times at once.
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

/** Of the neutral failures, which speak of the chat API's fields. */
const PARAMS: Readonly<Record<string, string>> = {
  messages: "input",
  max_tokens: "max_output_tokens",
};

const WAIT = /try again(?: later| in (?:a|\d+) (?:second|minute|hour|day)s?)/i;

/** Says how long to wait in the one form that Codex reads: `try again in 1.5s`. */
function tellWait(message: string, milliseconds: number): string {
  const words = `try again in ${milliseconds / 1000}s`;
  return WAIT.test(message) ? message.replace(WAIT, words) : `${message} Or ${words}.`;
}
