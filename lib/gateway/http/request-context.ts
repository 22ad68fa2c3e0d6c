import { setMaxListeners } from "node:events";

import { type Failure, findFailure, GatewayError } from "../../core/errors";
import type { Log, LogFields } from "../telemetry/log";
import type { RequestFields } from "../telemetry/request-fields";
import type { Telemetry } from "../telemetry/telemetry";

/** What belongs to one request, from its first byte to its line in the log. */
export type RequestContext = {
  readonly id: string;
  /** Aborts when the caller leaves, with `caller-gone`, or through {@link RequestContext.abort}. */
  readonly signal: AbortSignal;
  /** Ends every connection of the request. Has no effect once they have ended. */
  abort: () => void;
  /**
   * Detaches from the platform's signal once the answer has ended, because the caller may then
   * leave. The platform keeps the signal for a while, with everything that its listeners reference.
   */
  detach: () => void;
  /** Adds fields to the line in the log and to telemetry. */
  record: (fields: RequestFields) => void;
  /** Sets headers of the answer, whether it succeeds or fails. */
  setHeaders: (headers: Readonly<Record<string, string>>) => void;
  headers: () => Readonly<Record<string, string>>;
  /** Returns the milliseconds since the request began. */
  elapsed: () => number;
  /** Marks the start of a stream, so that the request finishes with it and not with the handler. */
  startStream: () => void;
  isStreaming: () => boolean;
  fail: (error: unknown) => void;
  /** Calls back when the request has ended in any way, immediately if it already has. */
  onFinish: (act: () => void) => void;
  /** Writes the line in the log, once. */
  finish: (fields?: RequestFields) => void;
};

export type ContextDependencies = { now: () => Date; log: Log; telemetry: Telemetry };

export type ContextOptions = {
  id: string;
  /** The label of the route. With the operation, it has a bounded number of values. */
  route: string;
  operation: string | undefined;
  /** Aborts when the caller leaves. */
  caller: AbortSignal;
};

export function createRequestContext(
  { id, route, operation, caller }: ContextOptions,
  { now, log, telemetry }: ContextDependencies,
): RequestContext {
  const startedAt = now();
  const elapsed = (): number => now().getTime() - startedAt.getTime();
  const measure = telemetry.begin(route, operation);
  const fields: RequestFields = { request_id: id, route };
  let headers: Readonly<Record<string, string>> = {};
  let failed: unknown;
  let isStreaming = false;
  let hasFinished = false;
  const endings: (() => void)[] = [];
  const controller = new AbortController();
  // Each choice and each attempt adds a listener, and Node warns of a leak above ten.
  setMaxListeners(0, controller.signal);
  const abort = (): void => controller.abort(new GatewayError({ kind: "caller-gone" }));
  if (caller.aborted) abort();
  caller.addEventListener("abort", abort, { once: true });

  return {
    id,
    signal: controller.signal,
    abort,
    detach: () => caller.removeEventListener("abort", abort),
    elapsed,
    isStreaming: () => isStreaming,
    headers: () => headers,
    setHeaders(more) {
      headers = { ...headers, ...more };
    },
    record(more) {
      Object.assign(fields, more);
    },
    startStream() {
      isStreaming = true;
      fields.status = 200;
      fields.first_byte_ms = elapsed();
    },
    fail(error) {
      failed ??= error;
    },
    onFinish: (act) => (hasFinished ? act() : void endings.push(act)),
    finish(more) {
      if (hasFinished) return;
      hasFinished = true;
      for (const act of endings.splice(0)) act();
      caller.removeEventListener("abort", abort);
      Object.assign(fields, more, { duration_ms: elapsed() });
      Object.assign(fields, describe(failed, fields.sid));
      log("info", "request", fields);
      measure(fields, { startedAt, endedAt: now() });
      if (failed !== undefined && !findFailure(failed)) log("error", "fault", toFault(id, failed));
    },
  };
}

/** @param known the ids of the sessions that had begun */
function describe(error: unknown, known: string | undefined): RequestFields {
  if (error === undefined) return { ended: "complete" };
  const failure = findFailure(error);
  if (failure?.kind === "caller-gone") return { ended: "caller_left" };
  const cause: Failure | undefined =
    failure?.kind === "apps-cooling-down" ? failure.cause : failure;
  const code = cause?.kind === "spark-rejected" ? { spark_code: cause.code } : {};
  const sid = cause && "sid" in cause ? cause.sid : null;
  return { ended: "failed", failure: failure?.kind ?? "fault", ...addSid(known, sid), ...code };
}

/** Adds the id of a session that Spark rejected at once; iFlytek's support asks for this id. */
function addSid(known: string | undefined, sid: string | null | undefined): RequestFields {
  const sids = known ? known.split(",") : [];
  return !sid || sids.includes(sid) ? {} : { sid: [...sids, sid].join(",") };
}

/** Returns where an error happened, without its message, because that may quote a prompt. */
function toFault(id: string, error: unknown): LogFields {
  if (!(error instanceof Error)) return { request_id: id, name: typeof error };
  const frames = error.stack?.split("\n").filter((line) => /^\s+at /.test(line));
  return { request_id: id, name: error.name, stack: frames?.slice(0, 8).join(" ").trim() };
}
