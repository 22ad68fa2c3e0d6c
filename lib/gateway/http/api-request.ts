/** A request, whichever server it came through: as much of the web's `Request` as handlers need. */
export type ApiRequest = {
  readonly method: string;
  /** Absolute; its origin says nothing. */
  readonly url: string;
  readonly headers: RequestHeaders;
  /** Aborts when the caller leaves. */
  readonly signal: AbortSignal;
  readonly body: RequestBody | null;
  /** The remote address of its socket, where the server shows it. */
  readonly peer?: string | undefined;
};

/** Names in any case; lines of one name are joined. */
export type RequestHeaders = Pick<Headers, "get" | "has">;

/** Read once, and no faster than it is asked for. */
export type RequestBody = { getReader: () => BodyReader };

export type BodyReader = {
  read: () => Promise<{ done: boolean; value?: Uint8Array | undefined }>;
  /** No more of it is wanted. */
  cancel: () => Promise<unknown>;
};
