import type { Source } from "../streams/source";

/**
 * The vocabulary between the client's API and Spark: what Spark answered, in neutral terms.
 *
 * Each choice has one `start`, any number of other deltas, and one `finish`. A failure is thrown,
 * never yielded. Deltas travel in batches: frames that arrived together share one batch, and a
 * frame that arrived alone is a batch of its own.
 */
export type Delta =
  | { type: "start"; sid: string }
  | { type: "text"; text: string }
  | { type: "reasoning"; text: string }
  /** A complete call. The arguments are as Spark sent them and may not be valid JSON. */
  | { type: "tool-call"; name: string; arguments: string }
  /** The results of the web search. They precede the text that cites them. */
  | { type: "citations"; citations: readonly Citation[] }
  | Finish;

export type Citation = { url: string; title: string };

export type Finish = {
  type: "finish";
  reason: "stop" | "length" | "tool_calls" | "content_filter";
  /** Null if the answer ended before Spark reported usage; the caller then gets an estimate. */
  usage: Usage | null;
  /** The Spark code that ended the answer early, for the log; null after a normal end. */
  endedBy: number | null;
  /** The stop sequence at which the gateway ended the answer, if any. */
  stopSequence?: string;
};

/**
 * Token counts as Spark reports them; `questionTokens` covers the last question without history.
 */
export type Usage = {
  questionTokens: number;
  promptTokens: number;
  completionTokens: number;
  totalTokens: number;
  /** Present if part of the count is an estimate. */
  isEstimated?: true;
};

export type Deltas = Source<readonly Delta[]>;
