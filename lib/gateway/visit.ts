import { findFailure } from "../errors";
import type { Owner } from "../translate/handshake-failure";
import type { Deps } from "./deps";
import type { LogFields } from "./log";

/** What becomes of one request, gathered for its line in the log. */
export type Visit = {
  readonly id: string;
  /** Whose Spark credential the request runs on; the server's until the caller shows his own. */
  owner: Owner;
  note: (fields: LogFields) => void;
  /** The headers leave now; the visit ends with the stream and not with the handler. */
  stream: () => void;
  readonly isStreaming: boolean;
  fail: (error: unknown) => void;
  /** Writes the line, once. */
  end: (fields?: LogFields) => void;
};

export function createVisit(id: string, { now, log }: Pick<Deps, "now" | "log">): Visit {
  const startedAt = now().getTime();
  const elapsed = (): number => now().getTime() - startedAt;
  let fields: LogFields = { request_id: id };
  let failed: unknown;
  let isStreaming = false;
  let ended = false;

  return {
    id,
    owner: "server",
    get isStreaming() {
      return isStreaming;
    },
    note(more) {
      fields = { ...fields, ...more };
    },
    stream() {
      isStreaming = true;
      fields = { ...fields, status: 200, first_byte_ms: elapsed() };
    },
    fail(error) {
      failed ??= error;
    },
    end(more) {
      if (ended) return;
      ended = true;
      log("info", "request", {
        ...fields,
        ...more,
        duration_ms: elapsed(),
        ...describe(failed),
      });
      if (failed !== undefined && !findFailure(failed)) log("error", "fault", toFault(id, failed));
    },
  };
}

function describe(error: unknown): LogFields {
  if (error === undefined) return { ended: "complete" };
  const failure = findFailure(error);
  if (failure?.kind === "caller-gone") return { ended: "caller_left" };
  const told = failure?.kind === "apps-resting" ? failure.cause : failure;
  const sparkCode = told?.kind === "spark-rejected" ? told.code : undefined;
  return { ended: "failed", failure: failure?.kind ?? "fault", spark_code: sparkCode };
}

/** Where it happened, without the message: a message may quote a prompt. */
function toFault(id: string, error: unknown): LogFields {
  if (!(error instanceof Error)) return { request_id: id, name: typeof error };
  const frames = error.stack?.split("\n").filter((line) => /^\s+at /.test(line));
  return { request_id: id, name: error.name, stack: frames?.slice(0, 8).join(" ").trim() };
}
