import type { Finish } from "../../core/delta";
import type { Ending, StopReason } from "./types";

/** Returns the reason for the end of the answer. */
export function toEnding(finish: Finish): Ending {
  return {
    stop_reason: toStopReason(finish),
    stop_sequence: finish.stopSequence ?? null,
    stop_details:
      finish.reason === "content_filter"
        ? { type: "refusal", category: null, explanation: explain(finish) }
        : null,
    container: null,
  };
}

/** The assumed end of an answer that has none. */
export const PLAIN_END: Finish = { type: "finish", reason: "stop", usage: null, endedBy: null };

function toStopReason({ reason, stopSequence }: Finish): StopReason {
  switch (reason) {
    case "stop":
      return stopSequence === undefined ? "end_turn" : "stop_sequence";
    case "length":
      return "max_tokens";
    case "tool_calls":
      return "tool_use";
    case "content_filter":
      return "refusal";
  }
}

function explain({ endedBy }: Finish): string {
  const mark = endedBy === null ? "" : ` (Spark ${endedBy})`;
  return `Spark's review ended its own answer here: ask differently.${mark}`;
}
