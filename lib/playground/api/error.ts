import { APIConnectionError, APIError } from "openai/core/error";

import type { Failure } from "../conversation/types";
import { createNetworkFailure } from "./network-error";

/** Converts a thrown value to a failure: the gateway's own message, or else a network failure. */
export function toFailure(error: unknown, at: number): Failure {
  if (!(error instanceof APIError) || error instanceof APIConnectionError) {
    return createNetworkFailure(error instanceof Error ? error.message : String(error), at);
  }
  const message = readMessage(error);
  const trace = readTrace(message);
  return {
    status: error.status ?? null,
    // A proxy in front of the gateway answers with a status but without a code.
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

/** The client puts the status before its own `message`; the body's message has none. */
function readMessage({ error: body, message }: APIError): string {
  return body && "message" in body && typeof body.message === "string" ? body.message : message;
}

/** Reads Spark's own facts from the end of the gateway's message: `(Spark 11202, sid cht…)`. */
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
