import { z } from "zod";

import { openAiError } from "../../openai/error-schema";
import { outputItem, reasoningPart, summaryPart, textPart, urlCitation } from "./item-schema";

const tokens = z.int().min(0);

export const responseUsage = z.object({
  input_tokens: tokens,
  input_tokens_details: z.object({ cached_tokens: tokens, cache_write_tokens: tokens }),
  output_tokens: tokens,
  output_tokens_details: z.object({ reasoning_tokens: tokens }),
  total_tokens: tokens,
  question_tokens: tokens.describe("Extension: the last question without its history."),
  estimated: z.literal(true).optional().describe("Extension: Spark was cut off before it counted."),
});

/** The members that change while a response is created. */
export const responseState = z.object({
  status: z.enum(["in_progress", "completed", "incomplete", "failed"]),
  completed_at: z.int().nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  incomplete_details: z
    .object({ reason: z.enum(["max_output_tokens", "content_filter"]) })
    .nullable(),
  output: z.array(outputItem).readonly(),
  usage: responseUsage.nullable(),
  store: z.boolean().describe("Whether the gateway keeps the response."),
});

const asSent = (description: string) => z.unknown().describe(description);

/** A response. The members that repeat the request are as it sent them. */
export const response = z.object({
  id: z.string(),
  object: z.literal("response"),
  created_at: z.int(),
  model: z.string(),
  instructions: z.string().nullable(),
  previous_response_id: z.string().nullable(),
  max_output_tokens: z.int().nullable(),
  max_tool_calls: z.number().nullable(),
  prompt_cache_key: z.string().nullable(),
  safety_identifier: z.string().nullable(),
  tools: z.array(z.unknown()),
  tool_choice: asSent("`auto` unless sent."),
  parallel_tool_calls: z.boolean(),
  truncation: z.enum(["auto", "disabled"]),
  text: z.object({ format: asSent("`text` unless sent."), verbosity: z.string() }),
  reasoning: z.object({ effort: z.string().nullable(), summary: z.string().nullable() }),
  temperature: z.number().describe("1 unless sent; Spark's own default then holds."),
  top_p: z.number().describe("1 unless sent."),
  presence_penalty: z.number(),
  frequency_penalty: z.number(),
  top_logprobs: z.number(),
  metadata: z.record(z.string(), z.unknown()),
  background: z.literal(false),
  service_tier: z.literal("default"),
  user: z.string().optional(),
  version: z.string().optional().describe("Extension: the `v…` segment of Spark's path."),
  domain: z.string().optional().describe("Extension: which model of Spark's answered."),
  ...responseState.shape,
});

const sequence_number = z.int().min(0);
const item = { output_index: z.int().min(0), item_id: z.string() };
const part = { ...item, content_index: z.literal(0) };
const summary = { ...item, summary_index: z.literal(0) };
const logprobs = z.array(z.never());

const EVENTS = {
  "response.created": { response },
  "response.in_progress": { response },
  "response.output_item.added": { output_index: z.int().min(0), item: outputItem },
  "response.output_item.done": { output_index: z.int().min(0), item: outputItem },
  "response.content_part.added": { ...part, part: z.union([textPart, reasoningPart]) },
  "response.content_part.done": { ...part, part: z.union([textPart, reasoningPart]) },
  "response.output_text.delta": { ...part, delta: z.string(), logprobs },
  "response.output_text.annotation.added": {
    ...part,
    annotation_index: z.int().min(0),
    annotation: urlCitation,
  },
  "response.output_text.done": { ...part, text: z.string(), logprobs },
  "response.reasoning_text.delta": { ...part, delta: z.string() },
  "response.reasoning_text.done": { ...part, text: z.string() },
  "response.reasoning_summary_part.added": { ...summary, part: summaryPart },
  "response.reasoning_summary_part.done": { ...summary, part: summaryPart },
  "response.reasoning_summary_text.delta": { ...summary, delta: z.string() },
  "response.reasoning_summary_text.done": { ...summary, text: z.string() },
  "response.function_call_arguments.delta": { ...item, delta: z.string() },
  "response.function_call_arguments.done": { ...item, name: z.string(), arguments: z.string() },
  "response.custom_tool_call_input.delta": { ...item, delta: z.string() },
  "response.custom_tool_call_input.done": { ...item, input: z.string() },
  "response.web_search_call.in_progress": item,
  "response.web_search_call.searching": item,
  "response.web_search_call.completed": item,
  "response.completed": { response },
  "response.incomplete": { response },
  "response.failed": { response },
  error: {
    code: z.string().nullable(),
    message: z.string(),
    param: z.string().nullable(),
    error: openAiError,
  },
};

const events = Object.entries(EVENTS).map(([type, members]) =>
  z.object({ type: z.literal(type), sequence_number, ...members }),
);

/** The `data` of one event. */
export const responseEvent = z.union(events);
