import type { Failure } from "../../../core/errors";
import type { ErrorDialect } from "../../../core/wire-failure";
import { toOpenAiError } from "../../openai/errors/error";
import type { OpenAiError } from "../../openai/error-schema";
import type { AnthropicErrorBody } from "../types";
import { toErrorKind } from "./error-kinds";
import { toErrorMessage } from "./error-message";

/** The tool runners of Anthropic's clients detect missing thread support only by this code. */
const NO_THREADS = { error_code: "thread_unsupported_request" } as const;

/** Formats a failure for Anthropic's clients. */
export const toAnthropicError: ErrorDialect<AnthropicErrorBody> = (failure, requestId) => {
  const { status, headers, body, code } = toOpenAiError(failure, requestId);
  const kind = toErrorKind(failure, body.error.code, status);
  return {
    status: kind.status,
    headers,
    code,
    body: {
      type: "error",
      error: {
        type: kind.type,
        message: toErrorMessage(failure, body.error),
        ...(isThread(failure, body.error) && { details: NO_THREADS }),
      },
      request_id: requestId,
    },
  };
};

const isThread = (failure: Failure | undefined, { param }: OpenAiError): boolean =>
  failure?.kind === "unsupported" && param === "thread";
