import type { Citation, Finish } from "../../core/delta";
import { toArguments } from "../common/tool-arguments";
import type { Annotation, CompletionFinishReason, FunctionCall, ToolCall } from "./types";

/** Formats calls and citations in the form that the caller used. */
export type Formatter = {
  toCall: (name: string, given: string) => ToolCall;
  /** Limits the answer to one call, even if Spark makes more. */
  isSingle: boolean;
  /** The caller used `functions` and expects a call without an id. */
  isLegacy: boolean;
  toFinishReason: (reason: Finish["reason"]) => CompletionFinishReason;
  /** Returns an empty list unless the caller requested a web search. */
  toAnnotations: (citations: readonly Citation[], answer: string) => Annotation[];
};

export type FormatterOptions = {
  isLegacy: boolean;
  isSingle: boolean;
  /** The caller requested a web search. */
  hasCitations: boolean;
  /** Generates an id for each call, because Spark provides none. */
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
