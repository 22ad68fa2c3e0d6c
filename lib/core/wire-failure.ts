import type { Failure } from "./errors";

/** A failure as one client's API has it. */
type WireFailure<Body extends object = object> = {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Body;
  /** The error's code, for the log and the metrics. */
  code: string | null;
};

/**
 * Words failures for one client's API: every message says what to do. Undefined is a failure that
 * nobody foresaw, whose details are for the log alone.
 */
export type ErrorDialect<Body extends object = object> = (
  failure: Failure | undefined,
  requestId: string,
) => WireFailure<Body>;
