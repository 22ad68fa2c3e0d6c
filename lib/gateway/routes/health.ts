import { type Answer, toJsonAnswer } from "../http/answer";

/** `GET /healthz`: the process answers; whether Spark does is not asked, and nothing is logged. */
export function showHealth(): Answer {
  return toJsonAnswer({ status: "ok" });
}
