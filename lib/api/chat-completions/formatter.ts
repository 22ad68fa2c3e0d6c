import type { Citation, Finish } from "../../core/delta";
import type { Annotation, CompletionFinishReason, FunctionCall, ToolCall } from "./types";
import { toArguments } from "./tool-arguments";
import type { Plan } from "../../spark/chat/plan";

/** How the caller is told of calls and sources: in the names and the form in which he asked. */
export type Formatter = {
  toCall: (name: string, given: string) => ToolCall;
  /** One call at the most, though Spark make more. */
  isSingle: boolean;
  /** The caller asked with `functions`, and reads a call without an id. */
  isLegacy: boolean;
  toFinishReason: (reason: Finish["reason"]) => CompletionFinishReason;
  /** Empty for sources that nobody asked for. */
  toAnnotations: (citations: readonly Citation[], answer: string) => Annotation[];
};

/** @param randomId a fresh id for each call, since Spark gives none */
export function createFormatter({ tools, search }: Plan, randomId: () => string): Formatter {
  const { aliases, isLegacy, isSingle } = tools;
  return {
    isLegacy,
    isSingle,
    toCall: (name, given) => {
      const called: FunctionCall = { name: aliases.toCaller(name), arguments: toArguments(given) };
      return { id: `call_${randomId()}`, type: "function", function: called };
    },
    toFinishReason: (reason) => (reason === "tool_calls" && isLegacy ? "function_call" : reason),
    toAnnotations: (citations, answer) => {
      if (!search.isAsked) return [];
      return citations
        .filter(({ url }) => /^https?:\/\//i.test(url))
        .map(({ url, title }) => ({
          type: "url_citation",
          url_citation: { start_index: 0, end_index: answer.length, url, title },
        }));
    },
  };
}
