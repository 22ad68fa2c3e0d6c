import { performHttp } from "./http-plan";
import type { HttpScript } from "./script";
import type { Usage } from "./spark-request";

type AnswerOptions = {
  /** Absent: estimated from the request. Null: no usage at all. */
  readonly usage?: Usage | null;
  readonly paceMs?: number;
};

/** Answers completely, as JSON or SSE as requested. */
export function answerHttp(texts: readonly string[], options: AnswerOptions = {}): HttpScript {
  return (_body, _response, stage) => performHttp({ texts, ...options })(stage);
}

/**
 * Fails before any text with an error body and Spark's status, and after some text with a chunk
 * whose code is not 0.
 */
export function failHttpAfter(texts: readonly string[], code: number, message: string): HttpScript {
  const plan = { texts, error: { code, detail: message } };
  return (_body, _response, stage) => performHttp(plan)(stage);
}

/** Sends these events unchanged, each one or several lines, then ends. */
export function sendEvents(events: readonly string[]): HttpScript {
  return async (_body, _response, stage) => {
    for (const event of events) await stage.send(`${event}\n\n`);
    stage.end();
  };
}
