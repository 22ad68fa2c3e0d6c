import type { Delta, Finish } from "../../../core/delta";
import type { EventSink } from "./event-sink";
import { createItems } from "./items";
import { openCall } from "./open-call";
import { openMessage } from "./open-message";
import { openReasoning } from "./open-reasoning";
import type { CallerTool, ToolNames } from "../request/tool-names";

export type OutputOptions = {
  toolNames: ToolNames;
  /** Limits the answer to one call, even if Spark makes more. */
  isSingle: boolean;
  /** The caller requested a web search; otherwise its citations are dropped. */
  hasSearch: boolean;
  /** The caller also wants the citations in the search item. */
  withSources: boolean;
  /** The caller wants the reasoning as a summary. */
  asSummary: boolean;
  randomId: () => string;
};

/**
 * Builds the items of an answer from its deltas and writes their events. Streams and JSON share
 * this builder, so both have the same content.
 */
export function createOutput(options: OutputOptions, sink: EventSink) {
  const { toolNames, isSingle, hasSearch, asSummary } = options;
  const items = createItems(options, sink);
  let calls = 0;
  let hasText = false;
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
          hasText ||= delta.text !== "";
          return items.append(delta.text, "message", (at) => openMessage(at, items.takeSources));
        case "reasoning":
          return items.append(delta.text, "reasoning", (at) => openReasoning(at, asSummary));
        case "tool-call":
          return call(delta);
        case "citations":
          return hasSearch ? items.cite(delta.citations) : undefined;
        case "finish":
          // A stop sequence came first. Agents ask again and again for an answer without a message.
          if (delta.reason === "stop" && !hasText && calls === 0) {
            items.begin((at) => openMessage(at, () => []));
          }
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

/** Returns a tool for an undeclared function. The client will report the mistake to the model. */
const toInvented = (name: string): CallerTool => ({ kind: "function", name, namespace: null });
