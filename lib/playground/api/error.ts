import { APIConnectionError, APIError } from "openai/core/error";

import type { Failure } from "../conversation/types";
import { createNetworkFailure } from "./network-error";

/** What a thrown value says: the gateway's own words, or else that the way there is broken. */
export function toFailure(error: unknown, at: number): Failure {
  if (!(error instanceof APIError) || error instanceof APIConnectionError) {
    return createNetworkFailure(error instanceof Error ? error.message : String(error), at);
  }
  const message = readMessage(error);
  const trace = readTrace(message);
  return {
    status: error.status ?? null,
    // Something before the gateway that does not speak its language has a status and no code.
    code: error.code ?? (error.status === undefined ? "internal_error" : `http_${error.status}`),
    message,
    param: error.param ?? null,
    ...trace,
    sid: trace.sid ?? readHeader(error, "x-spark-sid"),
    requestId: error.requestID ?? null,
    retryAfterMs: readRetryAfterMs(error),
    at,
  };
}

/** The client puts the status before its own `message`; the body's has none. */
function readMessage({ error: body, message }: APIError): string {
  return body && "message" in body && typeof body.message === "string" ? body.message : message;
}

/** The gateway ends its message with Spark's own facts: `(Spark 11202, sid cht…)`. */
function readTrace(message: string): Pick<Failure, "sparkCode" | "sid"> {
  const found = /\(Spark (\d+)(?:, sid ([^)\s]+))?\)\s*$/.exec(message);
  return { sparkCode: found ? Number(found[1]) : null, sid: found?.[2] ?? null };
}

function readRetryAfterMs(error: APIError): number | null {
  const exact = Number(readHeader(error, "retry-after-ms") ?? Number.NaN);
  if (Number.isFinite(exact)) return exact;
  const seconds = Number(readHeader(error, "retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : null;
}

function readHeader({ headers }: APIError, name: string): string | null {
  return headers?.get(name) ?? null;
}
