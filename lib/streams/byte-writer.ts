export type Bytes = Uint8Array<ArrayBuffer>;

/** A destination for bytes: the writer of any stream, or a thin wrapper around a socket. */
export type ByteWriter = {
  /** Resolves when more can be written. */
  write: (bytes: Bytes) => Promise<unknown>;
  /** Positive while there is room. */
  readonly desiredSize: number | null;
  close: () => Promise<unknown>;
  abort: (reason?: unknown) => Promise<unknown>;
};
