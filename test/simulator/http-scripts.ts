import { performHttp } from "./http-plan";
import type { HttpScript } from "./script";
import type { Usage } from "./spark-request";

type AnswerOptions = {
  /** Absent: estimated from the request. Null: no usage at all. */
  readonly usage?: Usage | null;
  readonly paceMs?: number;
};

/** A whole answer, as JSON or SSE, whichever was asked for. */
export function answerHttp(texts: readonly string[], options: AnswerOptions = {}): HttpScript {
  return (_body, _response, stage) => performHttp({ texts, ...options })(stage);
}

/** Before any text: an error body with Spark's status. After some: a chunk whose code is not 0. */
export function failHttpAfter(texts: readonly string[], code: number, message: string): HttpScript {
  const plan = { texts, error: { code, detail: message } };
  return (_body, _response, stage) => performHttp(plan)(stage);
}

/** These events as they are, each one line or several, then the end. */
export function sendEvents(events: readonly string[]): HttpScript {
  return async (_body, _response, stage) => {
    for (const event of events) await stage.send(`${event}\n\n`);
    stage.end();
  };
}
