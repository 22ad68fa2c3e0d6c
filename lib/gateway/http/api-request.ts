/** A request, whichever server it came through: as much of the web's `Request` as handlers need. */
export type ApiRequest = Pick<Request, "method" | "url" | "headers" | "signal" | "body"> & {
  /** The remote address of its socket, where the server shows it. */
  peer?: string | undefined;
};
