import type { Accumulator } from "../../../core/accumulator";
import type { Finish } from "../../../core/delta";
import type { OpenAiError } from "../../openai/error-schema";
import { isIncomplete } from "./output";
import type { OutputItem } from "./output-item";
import { type ResponseState, toResponseUsage } from "./response-object";

/** Returns the state at the start of a stream. */
export function toInitialState(store: boolean): ResponseState {
  return {
    status: "in_progress",
    completed_at: null,
    error: null,
    incomplete_details: null,
    output: [],
    usage: null,
    store,
  };
}

export type FinalOptions = {
  accumulator: Accumulator;
  items: readonly OutputItem[];
  now: () => Date;
  store: boolean;
};

export function toFinalState(
  { reason }: Finish,
  { accumulator, items, now, store }: FinalOptions,
): ResponseState {
  const common = {
    error: null,
    output: items,
    usage: toResponseUsage(accumulator.total()),
    store,
  };
  if (!isIncomplete(reason)) {
    const completed_at = Math.floor(now().getTime() / 1000);
    return { ...common, status: "completed", completed_at, incomplete_details: null };
  }
  const details = { reason: reason === "length" ? "max_output_tokens" : reason } as const;
  return { ...common, status: "incomplete", completed_at: null, incomplete_details: details };
}

export function toFailedState(
  { code, message }: OpenAiError,
  items: readonly OutputItem[],
): ResponseState {
  return {
    ...toInitialState(false),
    status: "failed",
    error: { code: toResponseErrorCode(code), message },
    output: items,
  };
}

/**
 * Maps error codes to the codes of a response, of which OpenAI has fewer than for HTTP errors.
 * Codex acts on them and retries on any code that is not listed here.
 */
const RESPONSE_CODES: Readonly<Record<string, string>> = {
  rate_limit_exceeded: "rate_limit_exceeded",
  concurrency_exceeded: "rate_limit_exceeded",
  insufficient_quota: "insufficient_quota",
  context_length_exceeded: "context_length_exceeded",
  content_filter: "invalid_prompt",
  model_not_found: "model_not_found",
};

function toResponseErrorCode(code: string | null): string {
  return RESPONSE_CODES[code ?? ""] ?? "server_error";
}
