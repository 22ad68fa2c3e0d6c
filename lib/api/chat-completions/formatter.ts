import type { Citation, Finish } from "../../core/delta";
import { toArguments } from "../common/tool-arguments";
import type { Annotation, CompletionFinishReason, FunctionCall, ToolCall } from "./types";

/** How calls and sources are written, in the form in which the caller asked for them. */
export type Formatter = {
  toCall: (name: string, given: string) => ToolCall;
  /** One call at most, even if Spark makes more. */
  isSingle: boolean;
  /** The caller asked with `functions`, and reads a call without an id. */
  isLegacy: boolean;
  toFinishReason: (reason: Finish["reason"]) => CompletionFinishReason;
  /** Empty for sources that were not asked for. */
  toAnnotations: (citations: readonly Citation[], answer: string) => Annotation[];
};

export type FormatterOptions = {
  isLegacy: boolean;
  isSingle: boolean;
  /** The caller asked for a web search. */
  hasCitations: boolean;
  /** A fresh id for each call, since Spark gives none. */
  randomId: () => string;
};

export function createFormatter(options: FormatterOptions): Formatter {
  const { isLegacy, isSingle, hasCitations, randomId } = options;
  return {
    isLegacy,
    isSingle,
    toCall: (name, given) => {
      const called: FunctionCall = { name, arguments: toArguments(given) };
      return { id: `call_${randomId()}`, type: "function", function: called };
    },
    toFinishReason: (reason) => (reason === "tool_calls" && isLegacy ? "function_call" : reason),
    toAnnotations: (citations, answer) => {
      if (!hasCitations) return [];
      return citations
        .filter(({ url }) => /^https?:\/\//i.test(url))
        .map(({ url, title }) => ({
          type: "url_citation",
          url_citation: { start_index: 0, end_index: answer.length, url, title },
        }));
    },
  };
}
