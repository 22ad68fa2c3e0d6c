import type { z } from "zod";

import type { Usage } from "../../../core/delta";
import { isRecord } from "../../../core/json";
import type { Fields } from "../../common/read-fields";
import type { responseState, responseUsage } from "./response-schema";

export type ResponseMetadata = {
  /** `resp_…` */
  id: string;
  /** Unix time in seconds. */
  created: number;
  /** The id that the caller sent, not the model that it resolves to. */
  model: string;
  /** Extension: the `v…` segment of Spark's path, if it has one. */
  version: string | undefined;
  /** Extension. */
  domain: string | undefined;
};

/** The members that change while a response is created. */
export type ResponseState = z.output<typeof responseState>;

/** Members that repeat the request, with their default values. */
const REPEATED: Readonly<Record<string, unknown>> = {
  instructions: null,
  previous_response_id: null,
  max_output_tokens: null,
  max_tool_calls: null,
  prompt_cache_key: null,
  safety_identifier: null,
  tool_choice: "auto",
  parallel_tool_calls: true,
  truncation: "disabled",
  temperature: 1,
  top_p: 1,
  presence_penalty: 0,
  frequency_penalty: 0,
  top_logprobs: 0,
  metadata: {},
};

/**
 * Builds the constant members, which describe the request. Nothing is omitted that OpenAI's schema
 * or a client requires.
 */
export function toResponseBase(
  { id, created, model, version, domain }: ResponseMetadata,
  sent: Fields,
): Readonly<Record<string, unknown>> {
  const repeated = Object.entries(REPEATED).map(([name, value]) => [name, sent[name] ?? value]);
  const { tools, user } = sent;
  return {
    id,
    object: "response",
    created_at: created,
    model,
    ...Object.fromEntries(repeated),
    tools: Array.isArray(tools) ? tools.map(toEchoedTool) : [],
    text: { verbosity: "medium", ...pick(sent["text"], TEXT), format: toFormat(sent["text"]) },
    reasoning: { effort: null, summary: null, ...pick(sent["reasoning"], REASONING) },
    background: false,
    service_tier: "default",
    ...(user !== undefined && { user }),
    ...(version !== undefined && { version }),
    ...(domain !== undefined && { domain }),
  };
}

const TEXT = ["verbosity"];
const REASONING = ["effort", "summary"];

function toFormat(text: unknown): unknown {
  const format = isRecord(text) ? text["format"] : undefined;
  if (!isRecord(format)) return { type: "text" };
  return format["type"] === "json_schema"
    ? { ...format, strict: format["strict"] ?? false }
    : format;
}

/** Returns these members of an object without nulls. */
function pick(value: unknown, names: readonly string[]): object {
  if (!isRecord(value)) return {};
  return Object.fromEntries(names.flatMap((name) => (value[name] ? [[name, value[name]]] : [])));
}

/** Fills in the keys of a function that clients require, even if the request omitted them. */
function toEchoedTool(tool: unknown): unknown {
  if (!isRecord(tool) || tool["type"] !== "function") return tool;
  const { description = null, parameters = null, strict } = tool;
  return { ...tool, description, parameters, strict: strict ?? false };
}

/**
 * Formats usage under the names of OpenAI's Responses API; `question_tokens` and `estimated` are
 * extensions.
 */
export function toResponseUsage(usage: Usage): z.output<typeof responseUsage> {
  return {
    input_tokens: usage.promptTokens,
    input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
    output_tokens: usage.completionTokens,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: usage.totalTokens,
    question_tokens: usage.questionTokens,
    ...(usage.isEstimated && { estimated: usage.isEstimated }),
  };
}
