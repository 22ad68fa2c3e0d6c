import { findFailure } from "../../core/errors";
import type { Owner } from "../../api/openai/errors/handshake-error";
import type { Deps } from "../server/deps";
import type { RequestFields } from "../telemetry/request-fields";
import type { LogFields } from "../telemetry/log";

/** What becomes of one request, gathered for its line in the log. */
export type RequestContext = {
  readonly id: string;
  /** Whose Spark credential the request runs on; the server's until the caller shows his own. */
  owner: Owner;
  record: (facts: RequestFields) => void;
  /** Headers that the answer carries whatever becomes of it. */
  setHeaders: (headers: Readonly<Record<string, string>>) => void;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds since it began. */
  elapsed: () => number;
  /** The headers leave now; the visit ends with the stream and not with the handler. */
  stream: () => void;
  readonly isStreaming: boolean;
  fail: (error: unknown) => void;
  /** Writes the line, once. */
  finish: (facts?: RequestFields) => void;
};

type Told = Pick<Deps, "now" | "log" | "telemetry">;

export function createRequestContext(
  id: string,
  route: string,
  { now, log, telemetry }: Told,
): RequestContext {
  const startedAt = now();
  const elapsed = (): number => now().getTime() - startedAt.getTime();
  const report = telemetry.begin(route);
  const facts: RequestFields = { request_id: id, route };
  let told: Readonly<Record<string, string>> = {};
  let failed: unknown;
  let isStreaming = false;
  let ended = false;

  return {
    id,
    owner: "server",
    elapsed,
    get isStreaming() {
      return isStreaming;
    },
    get headers() {
      return told;
    },
    setHeaders(headers) {
      told = { ...told, ...headers };
    },
    record(more) {
      Object.assign(facts, more);
    },
    stream() {
      isStreaming = true;
      facts.status = 200;
      facts.first_byte_ms = elapsed();
    },
    fail(error) {
      failed ??= error;
    },
    finish(more) {
      if (ended) return;
      ended = true;
      Object.assign(facts, more, { duration_ms: elapsed() });
      Object.assign(facts, describe(failed, facts.sid));
      log("info", "request", facts);
      report(facts, { startedAt, endedAt: now() });
      if (failed !== undefined && !findFailure(failed)) log("error", "fault", toFault(id, failed));
    },
  };
}

/** @param known the sessions that had begun */
function describe(error: unknown, known: string | undefined): RequestFields {
  if (error === undefined) return { ended: "complete" };
  const failure = findFailure(error);
  if (failure?.kind === "caller-gone") return { ended: "caller_left" };
  const told = failure?.kind === "apps-cooling-down" ? failure.cause : failure;
  const refusal = told?.kind === "spark-rejected" ? { spark_code: told.code } : {};
  const sid = told && "sid" in told ? told.sid : null;
  return { ended: "failed", failure: failure?.kind ?? "fault", ...addSid(known, sid), ...refusal };
}

/** One that Spark refused at once has never begun, and is the one that iFlytek's support asks for. */
function addSid(known: string | undefined, sid: string | null | undefined): RequestFields {
  const sids = known ? known.split(",") : [];
  return !sid || sids.includes(sid) ? {} : { sid: [...sids, sid].join(",") };
}

/** Where it happened, without the message: a message may quote a prompt. */
function toFault(id: string, error: unknown): LogFields {
  if (!(error instanceof Error)) return { request_id: id, name: typeof error };
  const frames = error.stack?.split("\n").filter((line) => /^\s+at /.test(line));
  return { request_id: id, name: error.name, stack: frames?.slice(0, 8).join(" ").trim() };
}
