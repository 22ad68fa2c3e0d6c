/** Counts points per key in windows of one length. */
export type Counter = {
  /** Adds points and returns the count; 0 only reads it. Does not fail. */
  add: (key: string, points: number) => Promise<Count>;
};

export type Count = {
  /** The points of the current window, including the added ones. */
  points: number;
  endsInMs: number;
  /**
   * Gives points back to the window that counted them, only while it lasts, because a later one
   * never held them. Does not fail; if the counter is unavailable, the points stay counted.
   */
  giveBack: (points: number) => Promise<void>;
};

/** Creates {@link Counter}s; `name` and `seconds` identify each of them. */
export type CreateCounter = (options: { name: string; seconds: number }) => Counter;
