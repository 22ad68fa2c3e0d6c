import type { Failure } from "./errors";

/** A failure in the format of one client's API. */
type WireFailure<Body extends object = object> = {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Body;
  /** The error's code, for the log and the metrics. */
  code: string | null;
};

/**
 * Turns a failure into the error of one client's API, with a message that says what to do. An
 * undefined failure is an unexpected error, whose details go to the log only.
 */
export type ErrorDialect<Body extends object = object> = (
  failure: Failure | undefined,
  requestId: string,
) => WireFailure<Body>;
