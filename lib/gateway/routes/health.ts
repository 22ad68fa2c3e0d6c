import { type Answer, toJsonAnswer } from "../http/answer";

/**
 * Handles `GET /healthz`: reports that the process answers. It does not ask Spark and logs nothing.
 */
export function showHealth(): Answer {
  return toJsonAnswer({ status: "ok" });
}
