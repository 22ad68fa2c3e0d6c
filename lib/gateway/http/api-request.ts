/** A request, from either server: the part of the web's `Request` that handlers need. */
export type ApiRequest = {
  readonly method: string;
  /** Absolute; its origin is meaningless. */
  readonly url: string;
  readonly headers: RequestHeaders;
  /** Aborts when the caller leaves. */
  readonly signal: AbortSignal;
  readonly body: RequestBody | null;
  /** The remote address of its socket, if the server reports it. */
  readonly peer?: string | undefined;
};

/** Names in any case; repeated headers are joined. */
export type RequestHeaders = Pick<Headers, "get" | "has">;

/** Can be read once, with backpressure. */
export type RequestBody = { getReader: () => BodyReader };

export type BodyReader = {
  read: () => Promise<{ done: boolean; value?: Uint8Array | undefined }>;
  /** Discards the rest. */
  cancel: () => Promise<unknown>;
};
