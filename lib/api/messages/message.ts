import type { Accumulator } from "../../core/accumulator";
import type { BlockOptions } from "./blocks";
import type { AnswerMessage, MessageUsage } from "./types";

/** What both forms of one answer are made with. */
export type MessageOptions = BlockOptions & {
  /** `msg_…` */
  id: string;
  /** As the caller wrote it. */
  model: string;
  /** The caller asked for a web search. */
  hasSearch: boolean;
  accumulator: Accumulator;
  /** How many tokens the prompt has, for clients that read it before Spark has counted. */
  estimateInput: () => number;
  /** Milliseconds since the request began. */
  elapsed: () => number;
  /** How long a stream may show nothing, though Spark thinks and says so. */
  heartbeatMs: number;
};

/** A message to which nothing has been said yet. */
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
