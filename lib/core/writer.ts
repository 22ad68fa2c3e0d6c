import type { Indexed, Source } from "../streams/source";
import type { Delta } from "./delta";

/** Deltas of one choice. */
export type ChoiceBatch = Indexed<readonly Delta[]>;

/** Writes one answer in a client's dialect. Each request gets its own writer. */
export type Writer<ErrorBody extends object = object> = {
  /**
   * Writes the answer as server-sent events. The events of one batch form one string, so frames
   * that arrived together are sent together. The source never throws: a failure becomes an event.
   */
  events: (batches: Source<ChoiceBatch>, options: EventOptions<ErrorBody>) => Source<string>;
  /**
   * Collects the answer into one JSON value.
   * @throws whatever the batches throw: a partial answer is never returned
   */
  whole: (batches: Source<ChoiceBatch>) => Promise<object>;
  /** Sent while the model is silent; every client ignores it. */
  heartbeat: string;
};

export type EventOptions<ErrorBody extends object> = {
  /** True if the headers were sent before Spark's first frame: the stream then starts at once. */
  isEarly: boolean;
  /** Formats a failure in the caller's dialect; undefined if the caller has disconnected. */
  explain: (error: unknown) => ErrorBody | undefined;
};
