export type Bytes = Uint8Array<ArrayBuffer>;

/** A destination for bytes: a thin wrapper around a stream's writer or a socket. */
export type ByteWriter = {
  /** Resolves when more can be written. */
  write: (bytes: Bytes) => Promise<unknown>;
  /** Returns true while another piece would not have to wait. */
  hasRoom: () => boolean;
  close: () => Promise<unknown>;
  abort: (reason?: unknown) => Promise<unknown>;
};
