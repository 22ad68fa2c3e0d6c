import type { Source } from "../streams/source";

/**
 * The middle vocabulary: what Spark said, in words that belong to neither side.
 *
 * Of one choice: one `start`, any number of the others, one `finish`.
 * Failure is thrown, never yielded. Deltas travel in batches: those whose frames had already
 * arrived together share one step, and a frame that arrived alone is a batch of its own.
 */
export type Delta =
  | { type: "start"; sid: string }
  | { type: "text"; text: string }
  | { type: "reasoning"; text: string }
  /** A call in whole, as Spark makes it; the arguments as they came, which may be no JSON. */
  | { type: "tool-call"; name: string; arguments: string }
  /** What the web search found, before the text that draws on it. */
  | { type: "citations"; citations: readonly Citation[] }
  | Finish;

export type Citation = { url: string; title: string };

export type Finish = {
  type: "finish";
  reason: "stop" | "length" | "tool_calls" | "content_filter";
  /** Null when the answer ended before Spark counted: the caller then gets an estimate. */
  usage: Usage | null;
  /** The Spark code that ended the answer early, for the log; null at a normal end. */
  endedBy: number | null;
  /** The stop sequence at which the gateway ended the answer, if it did. */
  stopSequence?: string;
};

/** Tokens, as Spark counts them; `questionTokens` is the last question without its history. */
export type Usage = {
  questionTokens: number;
  promptTokens: number;
  completionTokens: number;
  totalTokens: number;
  /** Part of it was counted by rule of thumb. */
  isEstimated?: true;
};

export type Deltas = Source<readonly Delta[]>;
