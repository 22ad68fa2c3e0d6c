import { z } from "zod";

/**
 * The gateway's responses, as Anthropic's `Message` and its stream; extensions are marked.
 * Responses are not validated against these schemas at runtime. They define the types in types.ts
 * and the document at /openapi.json, and the tests check responses against them.
 */
const tokens = z.int().min(0);
const none = z.null();
const caller = z.object({ type: z.literal("direct") });

const textBlock = z.object({ type: z.literal("text"), text: z.string() });
const thinkingBlock = z.object({
  type: z.literal("thinking"),
  thinking: z.string(),
  signature: z.string(),
});
const toolUseBlock = z.object({
  type: z.literal("tool_use"),
  id: z.string(),
  name: z.string(),
  input: z.record(z.string(), z.unknown()),
  caller,
});
const serverToolUseBlock = z.object({
  type: z.literal("server_tool_use"),
  id: z.string(),
  name: z.literal("web_search"),
  input: z.record(z.string(), z.unknown()),
  caller,
});
const searchResultsBlock = z.object({
  type: z.literal("web_search_tool_result"),
  tool_use_id: z.string(),
  caller,
  content: z.array(
    z.object({
      type: z.literal("web_search_result"),
      url: z.string(),
      title: z.string(),
      encrypted_content: z.string(),
      page_age: none,
    }),
  ),
});
export const contentBlock = z.discriminatedUnion("type", [
  textBlock,
  thinkingBlock,
  toolUseBlock,
  serverToolUseBlock,
  searchResultsBlock,
]);

export const stopReason = z.enum([
  "end_turn",
  "max_tokens",
  "stop_sequence",
  "tool_use",
  "refusal",
]);
const stopDetails = z
  .object({ type: z.literal("refusal"), category: none, explanation: z.string() })
  .nullable();

const serverToolUse = z
  .object({ web_search_requests: tokens, web_fetch_requests: tokens })
  .nullable();
/** Extension: true if Spark was cut off before it reported usage. */
const estimated = z.literal(true).optional();
const counts = {
  input_tokens: tokens,
  output_tokens: tokens,
  cache_creation_input_tokens: tokens,
  cache_read_input_tokens: tokens,
  output_tokens_details: none,
  server_tool_use: serverToolUse,
};
export const usage = z.object({
  ...counts,
  cache_creation: z.object({
    ephemeral_5m_input_tokens: tokens,
    ephemeral_1h_input_tokens: tokens,
  }),
  service_tier: z.literal("standard"),
  inference_geo: none,
  speed: none,
  estimated,
});
export const deltaUsage = z.object({ ...counts, estimated });

export const message = z.object({
  id: z.string(),
  type: z.literal("message"),
  role: z.literal("assistant"),
  model: z.string(),
  content: z.array(contentBlock).readonly(),
  stop_reason: stopReason.nullable(),
  stop_sequence: z.string().nullable(),
  stop_details: stopDetails,
  container: none,
  diagnostics: none,
  usage,
});

const index = z.int().min(0);
export const blockDelta = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text_delta"), text: z.string() }),
  z.object({ type: z.literal("thinking_delta"), thinking: z.string() }),
  z.object({ type: z.literal("signature_delta"), signature: z.string() }),
  z.object({ type: z.literal("input_json_delta"), partial_json: z.string() }),
]);
export const ending = z.object({
  stop_reason: stopReason,
  stop_sequence: z.string().nullable(),
  stop_details: stopDetails,
  container: none,
});

export const errorType = z.enum([
  "invalid_request_error",
  "authentication_error",
  "billing_error",
  "permission_error",
  "not_found_error",
  "request_too_large",
  "rate_limit_error",
  "api_error",
  "timeout_error",
  "overloaded_error",
]);
export const error = z.object({
  type: z.literal("error"),
  error: z.object({
    type: errorType,
    message: z.string().min(1),
    details: z.object({ error_code: z.string() }).optional(),
  }),
  request_id: z.string(),
});

export const event = z.discriminatedUnion("type", [
  z.object({ type: z.literal("message_start"), message }),
  z.object({ type: z.literal("ping") }),
  z.object({ type: z.literal("content_block_start"), index, content_block: contentBlock }),
  z.object({ type: z.literal("content_block_delta"), index, delta: blockDelta }),
  z.object({ type: z.literal("content_block_stop"), index }),
  z.object({ type: z.literal("message_delta"), delta: ending, usage: deltaUsage }),
  z.object({ type: z.literal("message_stop") }),
  error,
]);

export const tokenCount = z.object({ input_tokens: z.int().min(1) });

export const modelInfo = z.object({
  type: z.literal("model"),
  id: z.string(),
  display_name: z.string(),
  created_at: z.string(),
  max_input_tokens: z.int().nullable(),
  max_tokens: z.int().nullable(),
  lifecycle: z.literal("active"),
  capabilities: none,
  line: none,
  deprecated_at: none,
  retires_at: none,
});
export const modelPage = z.object({
  data: z.array(modelInfo).readonly(),
  has_more: z.boolean(),
  first_id: z.string().nullable(),
  last_id: z.string().nullable(),
});
