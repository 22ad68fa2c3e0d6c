/** Counts points per key in windows of one length. */
export type Counter = {
  /** Adds points and tells where that leads; 0 only tells. Does not fail. */
  add: (key: string, points: number) => Promise<Count>;
};

export type Count = {
  /** In the current window, the added ones included. */
  points: number;
  endsInMs: number;
  /**
   * Takes points back, where they were counted and only as long as that window lasts: a later one
   * never held them. Does not fail; where the counter is out of reach, the points stay.
   */
  giveBack: (points: number) => Promise<void>;
};

/** Where {@link Counter}s count; `name` and `seconds` tell them apart. */
export type CreateCounter = (options: { name: string; seconds: number }) => Counter;
