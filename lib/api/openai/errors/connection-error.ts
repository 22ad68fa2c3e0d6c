import type { Failure } from "../../../core/errors";
import { serverError, type OpenAiFailure } from "./wire-error";

type ConnectionFailure = Extract<
  Failure,
  { kind: "spark-unreachable" | "spark-closed" | "spark-invalid" | "spark-silent" }
>;

/**
 * Explains a failed connection or a protocol violation by Spark, which is never the caller's fault.
 */
export function explainConnection(failure: ConnectionFailure): OpenAiFailure {
  switch (failure.kind) {
    case "spark-unreachable":
      return serverError(
        502,
        "upstream_closed",
        `Spark cannot be reached (${failure.detail}): try again, or check the gateway's network.`,
      );
    case "spark-closed":
      return serverError(
        502,
        "upstream_closed",
        `Spark closed the connection before the end of the answer: try again.${toMark(failure)}`,
      );
    case "spark-invalid":
      return serverError(
        502,
        "upstream_invalid",
        `Spark sent ${failure.detail}: try again.${toMark(failure)}`,
      );
    case "spark-silent":
      return serverError(
        504,
        "upstream_timeout",
        `Spark sent no ${failure.phase} in time: try again, or ask for less.${toMark(failure)}`,
      );
  }
}

export const toMark = ({ sid }: { sid?: string }): string => (sid ? ` (Spark sid ${sid})` : "");
