import {
  type Generation,
  type Message,
  type Named,
  PLAIN_GENERATION,
  type Thinking,
} from "../../../core/generation";
import { toSampling } from "../../openai/sampling-schema";
import { type RawItem, type ReadItems, readItems } from "./read-items";
import type { ReadRequest } from "./read-request";
import { readTools, type ToolList } from "./read-tools";
import type { ResponseRequest } from "./request-schema";
import { toMessages } from "./to-messages";
import { allowsSearch, toToolChoice } from "./to-tool-choice";
import type { ToolNames } from "./tool-names";

export type ReadGeneration = {
  generation: Generation;
  /** Maps the generation's functions to the caller's tools. */
  toolNames: ToolNames;
};

/**
 * Converts a request into the neutral request.
 * @param input the whole conversation: earlier items and the request's own
 * @throws GatewayError `invalid-request` or `unsupported`
 */
export function toGeneration(
  { request, unknownFields }: ReadRequest,
  input: readonly RawItem[],
): ReadGeneration {
  const { items, ignored } = readItems(input);
  const read = toMessages(items);
  const tools = readTools([
    { path: ["tools"], tools: request.tools ?? [] },
    ...listAdditionalTools(items),
  ]);
  const generation: Generation = {
    ...PLAIN_GENERATION,
    model: request.model,
    version: request.version,
    messages: { name: "input", value: [...toInstructions(request), ...read.messages] },
    sampling: toSampling(request),
    maxTokens: { name: "max_output_tokens", value: request.max_output_tokens },
    stopSequences: typeof request.stop === "string" ? [request.stop] : (request.stop ?? []),
    functions: { name: "tools", value: tools.functions },
    toolChoice: { name: "tool_choice", value: toToolChoice(request.tool_choice) },
    parallelCalls: request.parallel_tool_calls ?? true,
    webSearch:
      tools.search && allowsSearch(request.tool_choice)
        ? { name: "tools", value: tools.search }
        : undefined,
    responseFormat: toResponseFormat(request),
    thinking: toThinking(request),
    thinkingSummary: wantsSummary(request) ? { name: "reasoning.summary" } : undefined,
    endUser: request.safety_identifier ?? request.user,
    truncation: request.truncation ?? "disabled",
    ignored: [...ignored, ...read.ignored, ...tools.ignored, ...listOverruled(request)],
    unknown: unknownFields,
    adjusted: read.adjusted,
  };
  return { generation, toolNames: tools.names };
}

/** Reports whether the caller wants the reasoning as a summary. */
export function wantsSummary({ reasoning }: ResponseRequest): boolean {
  return Boolean(reasoning?.summary ?? reasoning?.generate_summary);
}

function toInstructions({ instructions: text }: ResponseRequest): Message[] {
  return text === undefined ? [] : [{ role: "system", name: "instructions", text }];
}

function listAdditionalTools(items: ReadItems["items"]): ToolList[] {
  return items.flatMap(({ item, path }) =>
    item.type === "additional_tools" ? { path: [...path, "tools"], tools: item.tools } : [],
  );
}

function toResponseFormat({ text }: ResponseRequest): Generation["responseFormat"] {
  switch (text?.format?.type) {
    case undefined:
    case "text":
      return undefined;
    case "json_object":
      return { name: "text.format", value: { schema: null } };
    case "json_schema":
      return { name: "text.format.schema", value: { schema: text.format.schema ?? {} } };
  }
}

/** Prefers the explicit field. Of the effort levels, only `none` turns reasoning off. */
function toThinking({ thinking, reasoning }: ResponseRequest): Named<Thinking> | undefined {
  if (thinking) return { name: "thinking", value: thinking.type };
  if (!reasoning?.effort) return undefined;
  const value = reasoning.effort === "none" ? "disabled" : "enabled";
  return { name: "reasoning.effort", value };
}

function listOverruled({ thinking, reasoning }: ResponseRequest): string[] {
  return thinking && reasoning?.effort ? ["reasoning.effort"] : [];
}
