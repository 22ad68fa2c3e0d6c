import type { Accumulator } from "../../core/accumulator";
import type { BlockOptions } from "./blocks";
import type { AnswerMessage, MessageUsage } from "./types";

/** Options for both forms of an answer. */
export type MessageOptions = BlockOptions & {
  /** `msg_…` */
  id: string;
  /** The model as the caller sent it. */
  model: string;
  /** The caller requested a web search. */
  hasSearch: boolean;
  accumulator: Accumulator;
  /** Estimates the prompt's tokens, for clients that read them before Spark reports usage. */
  estimateInput: () => number;
  /** Returns the milliseconds since the request started. */
  elapsed: () => number;
  /** How long a stream may stay silent while Spark is still reasoning. */
  heartbeatMs: number;
};

/** Creates an answer message without content. */
export function toMessage({ id, model }: MessageOptions, usage: MessageUsage): AnswerMessage {
  return {
    id,
    type: "message",
    role: "assistant",
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    stop_details: null,
    container: null,
    diagnostics: null,
    usage,
  };
}
