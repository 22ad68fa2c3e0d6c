import { isRecord } from "../../core/json";
import type { ChatBody } from "../conversation/types";
import { toMessageTurns } from "./messages-turns";

/** The body of the same request in Anthropic's API, and the fields that it does not have. */
export type MessagesBody = {
  body: Record<string, unknown>;
  omitted: readonly string[];
};

/** Anthropic's API requires a limit; no model's own limit is lower than this. */
const USUAL_MAX_TOKENS = 4096;

/** The equivalent of each of OpenAI's fields; an empty object if there is none. */
const FIELDS: Readonly<Record<string, (value: unknown) => Record<string, unknown>>> = {
  model: (model) => ({ model }),
  messages: (messages) => toMessageTurns(messages),
  stream: (stream) => ({ stream }),
  // Anthropic's API always returns usage.
  stream_options: () => ({}),
  max_tokens: (value) => ({ max_tokens: value }),
  temperature: (value) => ({ temperature: typeof value === "number" ? Math.min(value, 1) : value }),
  top_p: (value) => ({ top_p: value }),
  top_k: (value) => ({ top_k: value }),
  stop: (value) => ({ stop_sequences: Array.isArray(value) ? value : [value] }),
  truncation: (value) => ({ truncation: value }),
  reasoning_effort: (value) => ({ thinking: { type: value === "none" ? "disabled" : "adaptive" } }),
  tools: (value) => ({ tools: listTools(value) }),
  tool_choice: (value) => ({ tool_choice: toChoice(value) }),
  web_search_options: () => ({ tools: [{ type: "web_search_20250305", name: "web_search" }] }),
};

/** Converts a {@link ChatBody} to what Anthropic's clients send. */
export function toMessagesBody(chat: ChatBody): MessagesBody {
  const body: Record<string, unknown> = { model: chat.model, max_tokens: USUAL_MAX_TOKENS };
  const omitted: string[] = [];
  for (const [name, value] of Object.entries(chat)) {
    if (name === "response_format") {
      const format = toFormat(value);
      if (format) body["output_config"] = { format };
      else omitted.push(name);
      continue;
    }
    const write = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
    if (!write) {
      omitted.push(name);
      continue;
    }
    const { tools, ...written } = write(value);
    Object.assign(body, written);
    if (Array.isArray(tools)) body["tools"] = [...listOf(body["tools"]), ...listOf(tools)];
  }
  return { body, omitted };
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function listTools(tools: unknown): unknown[] {
  return listOf(tools).flatMap((tool) => {
    const declared = isRecord(tool) ? tool["function"] : undefined;
    if (!isRecord(declared)) return [];
    const { name, description, parameters } = declared;
    const input = isRecord(parameters) ? parameters : { type: "object", properties: {} };
    return [{ name, ...(description !== undefined && { description }), input_schema: input }];
  });
}

const CHOICES: Readonly<Record<string, string>> = { auto: "auto", none: "none", required: "any" };

function toChoice(choice: unknown): unknown {
  if (typeof choice === "string") return { type: CHOICES[choice] ?? "auto" };
  const chosen = isRecord(choice) ? choice["function"] : undefined;
  return isRecord(chosen) ? { type: "tool", name: chosen["name"] } : { type: "auto" };
}

/** Converts the response format. This API has no option for JSON without a schema. */
function toFormat(format: unknown): unknown {
  const named = isRecord(format) ? format["json_schema"] : undefined;
  const schema = isRecord(named) ? named["schema"] : undefined;
  return isRecord(schema) ? { type: "json_schema", schema } : undefined;
}
