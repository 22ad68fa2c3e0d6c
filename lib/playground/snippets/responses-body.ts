import { isRecord } from "../../core/json";
import type { ChatBody } from "../conversation/types";

type Json = Readonly<Record<string, unknown>>;

/** Fields with the same name in both APIs. */
const SAME = new Set([
  "model",
  "temperature",
  "top_p",
  "top_k",
  "presence_penalty",
  "frequency_penalty",
  "stop",
  "stream",
  "truncation",
  "thinking",
  "version",
  "user",
  "parallel_tool_calls",
]);

/**
 * Converts the page's request to OpenAI's Responses API. That API has no `n`, and always returns
 * usage.
 */
export function toResponsesBody(body: ChatBody): Record<string, unknown> {
  const same = Object.entries(body).filter(([name]) => SAME.has(name));
  const { max_tokens, reasoning_effort, response_format, tool_choice } = body;
  const fields = {
    max_output_tokens: max_tokens,
    reasoning: reasoning_effort === undefined ? undefined : { effort: reasoning_effort },
    text: toText(response_format),
    tools: toTools(body),
    tool_choice: toToolChoice(tool_choice),
  };
  return {
    ...Object.fromEntries(same),
    input: body.messages.flatMap(toItems),
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
  };
}

/** Fields that have another name or place there. */
const MOVED = new Set([
  "messages",
  "max_tokens",
  "reasoning_effort",
  "response_format",
  "tools",
  "tool_choice",
  "web_search_options",
  // Usage is always returned.
  "stream_options",
]);

/** Lists fields of the page's request that this API does not have. */
export function listOmittedInResponses(body: ChatBody): string[] {
  return Object.keys(body).filter((name) => !SAME.has(name) && !MOVED.has(name));
}

function toItems(message: unknown): Json[] {
  if (!isRecord(message)) return [];
  const { role, content, tool_calls: calls, tool_call_id: id } = message;
  if (role === "tool") return [{ type: "function_call_output", call_id: id, output: content }];
  const said = content === null || content === undefined || content === "";
  return [
    ...(said ? [] : [{ role, content: toContent(content) }]),
    ...(Array.isArray(calls) ? calls.flatMap(toCall) : []),
  ];
}

function toContent(content: unknown): unknown {
  if (!Array.isArray(content)) return content;
  return content.map((part: unknown) => {
    if (!isRecord(part)) return part;
    const { image_url: image } = part;
    if (!isRecord(image)) return { type: "input_text", text: part["text"] };
    return { type: "input_image", detail: image["detail"] ?? "auto", image_url: image["url"] };
  });
}

function toCall(call: unknown): Json[] {
  if (!isRecord(call) || !isRecord(call["function"])) return [];
  const { name, arguments: given } = call["function"];
  return [{ type: "function_call", call_id: call["id"], name, arguments: given }];
}

function toTools({ tools, web_search_options: search }: ChatBody): Json[] | undefined {
  const flat = Array.isArray(tools) ? tools.map(flatten) : [];
  if (isRecord(search)) flat.push({ type: "web_search", ...search });
  return flat.length === 0 ? undefined : flat;
}

/** Moves what chat keeps in `function` to the tool itself. */
function flatten(tool: unknown): Json {
  if (!isRecord(tool)) return {};
  const { function: inner, ...rest } = tool;
  // The Python client requires both by name.
  return isRecord(inner) ? { ...rest, strict: false, parameters: null, ...inner } : rest;
}

function toToolChoice(choice: unknown): unknown {
  if (!isRecord(choice) || !isRecord(choice["function"])) return choice;
  return { type: "function", name: choice["function"]["name"] };
}

function toText(format: unknown): Json | undefined {
  if (!isRecord(format)) return undefined;
  const { json_schema: schema, ...rest } = format;
  return { format: isRecord(schema) ? { ...rest, ...schema } : rest };
}
