import type { Indexed, Source } from "../streams/source";
import type { Delta } from "./delta";

/** Deltas of one of the answer's choices. */
export type ChoiceBatch = Indexed<readonly Delta[]>;

/** Writes one answer in a client's dialect. Made for each request. */
export type Writer<ErrorBody extends object = object> = {
  /**
   * The answer as server-sent events. The events of one batch are one string, so that frames which
   * arrived together leave together. The source does not throw: a failure is written as an event.
   */
  events: (batches: Source<ChoiceBatch>, options: EventOptions<ErrorBody>) => Source<string>;
  /** The answer as one JSON value. @throws whatever the batches throw: half an answer is none */
  whole: (batches: Source<ChoiceBatch>) => Promise<object>;
  /** Sent when the model has been silent for a while: every client skips it. */
  heartbeat: string;
};

export type EventOptions<ErrorBody extends object> = {
  /** The headers had to leave before Spark said a word: the stream begins at once. */
  isEarly: boolean;
  /** The failure as the dialect words it; undefined when nobody is left to hear it. */
  explain: (error: unknown) => ErrorBody | undefined;
};
