import type { Generation, Named, Thinking, WebSearch } from "../../core/generation";
import { toSampling } from "../openai/sampling-schema";
import type { ChatRequest } from "./request-schema";
import type { ReadRequest } from "./read-request";
import { listToolImages, toMessage } from "./to-message";
import {
  allowsSearch,
  listUnusedTools,
  toFunctions,
  toToolChoice,
  usesLegacyTools,
} from "./to-tools";

/** Converts a chat request into the neutral request. */
export function toGeneration({ request, unknownFields, emptyFields }: ReadRequest): Generation {
  return {
    model: request.model,
    version: request.version,
    messages: { name: "messages", value: request.messages.map(toMessage) },
    sampling: toSampling(request),
    maxTokens: toMaxTokens(request),
    stopSequences: toStopSequences(request),
    choiceCount: { name: "n", value: request.n ?? 1 },
    functions: toFunctions(request),
    toolChoice: toToolChoice(request),
    parallelCalls: !usesLegacyTools(request) && request.parallel_tool_calls !== false,
    webSearch: toWebSearch(request),
    responseFormat: toResponseFormat(request),
    thinking: toThinking(request),
    thinkingSummary: undefined,
    endUser: request.safety_identifier ?? request.user,
    truncation: request.truncation ?? "disabled",
    ignored: [...emptyFields, ...listIgnored(request), ...listToolImages(request)],
    unknown: unknownFields,
  };
}

/** Prefers the newer field name. */
function toMaxTokens({
  max_completion_tokens: newer,
  max_tokens: older,
}: ChatRequest): Generation["maxTokens"] {
  return newer === undefined
    ? { name: "max_tokens", value: older }
    : { name: "max_completion_tokens", value: newer };
}

function toStopSequences({ stop = [] }: ChatRequest): readonly string[] {
  return typeof stop === "string" ? [stop] : stop;
}

function listIgnored(request: ChatRequest): string[] {
  const { max_completion_tokens: newer, max_tokens: older, stream_options, stream } = request;
  return [
    ...(newer !== undefined && older !== undefined ? ["max_tokens"] : []),
    ...(stream_options && !stream ? ["stream_options"] : []),
    ...(request.thinking && request.reasoning_effort ? ["reasoning_effort"] : []),
    ...listUnusedTools(request),
  ];
}

function toWebSearch(request: ChatRequest): Named<WebSearch> | undefined {
  const tools = allowsSearch(request) ? request.tools : undefined;
  const tool = tools?.find(({ type }) => type === "web_search");
  const options = request.web_search_options ?? (tool?.type === "web_search" ? tool : undefined);
  if (!options) return undefined;
  return {
    name: request.web_search_options ? "web_search_options" : "tools",
    value: { contextSize: options.search_context_size ?? "medium" },
  };
}

function toResponseFormat({ response_format: format }: ChatRequest): Generation["responseFormat"] {
  switch (format?.type) {
    case undefined:
    case "text":
      return undefined;
    case "json_object":
      return { name: "response_format", value: { schema: null } };
    case "json_schema": {
      const schema = format.json_schema.schema ?? {};
      return { name: "response_format.json_schema.schema", value: { schema } };
    }
  }
}

/** Prefers the explicit field. Of OpenAI's effort levels, only `none` turns reasoning off. */
function toThinking(request: ChatRequest): Named<Thinking> | undefined {
  const { thinking, reasoning_effort: effort } = request;
  if (thinking) return { name: "thinking", value: thinking.type };
  if (effort === undefined) return undefined;
  return { name: "reasoning_effort", value: effort === "none" ? "disabled" : "enabled" };
}
