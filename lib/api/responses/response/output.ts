import type { Delta, Finish } from "../../../core/delta";
import type { EventSink } from "./event-sink";
import { createItems } from "./items";
import { openCall } from "./open-call";
import { openMessage } from "./open-message";
import { openReasoning } from "./open-reasoning";
import type { CallerTool, ToolNames } from "../request/tool-names";

export type OutputOptions = {
  toolNames: ToolNames;
  /** One call at most, even if Spark makes more. */
  isSingle: boolean;
  /** The caller asked for a web search: else its sources are dropped. */
  hasSearch: boolean;
  /** The caller wants the sources in the search's item as well. */
  withSources: boolean;
  /** The caller wants thinking in the form of a summary. */
  asSummary: boolean;
  randomId: () => string;
};

/**
 * Builds the items of an answer out of its deltas, and writes their events: one builder for a stream
 * and for JSON, so that both hold the same.
 */
export function createOutput(options: OutputOptions, sink: EventSink) {
  const { toolNames, isSingle, hasSearch, asSummary } = options;
  const items = createItems(options, sink);
  let calls = 0;
  const call = ({ name, arguments: given }: Of<"tool-call">): void => {
    calls += 1;
    if (isSingle && calls > 1) return;
    items.begin((at) => openCall(toolNames.get(name) ?? toInvented(name), given, at));
  };

  return {
    add(delta: Delta): void {
      switch (delta.type) {
        case "start":
          return;
        case "text":
          return items.append(delta.text, "message", (at) => openMessage(at, items.takeSources));
        case "reasoning":
          return items.append(delta.text, "reasoning", (at) => openReasoning(at, asSummary));
        case "tool-call":
          return call(delta);
        case "citations":
          return hasSearch ? items.cite(delta.citations) : undefined;
        case "finish":
          return items.end(isIncomplete(delta.reason));
      }
    },
    items: items.list,
    give: items.give,
  };
}

type Of<Type> = Extract<Delta, { type: Type }>;

export function isIncomplete(reason: Finish["reason"]): reason is "length" | "content_filter" {
  return reason === "length" || reason === "content_filter";
}

/** A function that nobody declared: the client tells the model so. */
const toInvented = (name: string): CallerTool => ({ kind: "function", name, namespace: null });
