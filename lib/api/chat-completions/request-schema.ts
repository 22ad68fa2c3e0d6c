import { z } from "zod";

import { samplingFields } from "../openai/sampling-schema";
import * as shared from "../openai/shared-fields";
import { message } from "./message-schema";
import {
  functionDefinition,
  functionName,
  responseFormat,
  searchOptions,
  tool,
  toolChoice,
} from "./tool-schema";

/**
 * The schema of OpenAI's `CreateChatCompletionRequest`: strict for fields that the gateway acts on,
 * lenient otherwise. Top-level nulls have already been removed (see read-request.ts).
 */
export const chatRequest = z.object({
  model: shared.model,
  messages: z
    .array(message)
    .min(1, "must hold at least one message")
    .describe(
      "The last one must be from `user`, `tool` or `function`. Neighbours of one role are merged, empty ones dropped.",
    ),
  stream: z.boolean().optional().describe("The answer as server-sent events."),
  stream_options: z
    .object({ include_usage: z.boolean().nullish() })
    .optional()
    .describe("`include_usage` adds a last chunk with the usage. Ignored without `stream`."),
  ...samplingFields,
  max_tokens: z.int().min(1).optional().describe("Clamped to the model's limit."),
  max_completion_tokens: z
    .int()
    .min(1)
    .optional()
    .describe("The same as `max_tokens`, and counts before it."),
  n: z
    .int()
    .min(1)
    .optional()
    .describe("Each choice is a question of its own to Spark, and billed so."),
  stop: shared.stop.optional(),
  user: shared.user.optional(),
  safety_identifier: shared.safetyIdentifier.optional(),
  truncation: shared.truncation.optional(),
  version: shared.version.optional(),
  tools: z
    .array(tool)
    .max(shared.MAX_TOOLS)
    .optional()
    .describe(
      "Functions, for models that call them; a tool of type `web_search` searches the web.",
    ),
  tool_choice: toolChoice.optional().describe("Which function may or must be called."),
  parallel_tool_calls: z.boolean().optional().describe("`false`: one call at the most."),
  functions: z
    .array(functionDefinition)
    .max(shared.MAX_TOOLS)
    .optional()
    .describe("The old form of `tools`; the answer then has `function_call`."),
  function_call: z
    .union([z.enum(["none", "auto"]), functionName])
    .optional()
    .describe("The old form of `tool_choice`."),
  response_format: responseFormat
    .optional()
    .describe(
      "JSON is checked before it is sent, asked for once more where it does not fit, and comes in one piece.",
    ),
  web_search_options: searchOptions
    .optional()
    .describe("Switches the web search on; sources come as `annotations`."),
  thinking: shared.thinking
    .optional()
    .describe(
      "Extension: whether `spark-x` thinks first. Its thoughts come as `reasoning_content`.",
    ),
  reasoning_effort: shared.reasoningEffort
    .optional()
    .describe("For `spark-x`: `none` switches thinking off."),
  // Validated only to separate unsupported values from harmless ones: see unsupported.ts.
  logprobs: z.boolean().optional().describe("Spark gives none: only `false` is taken."),
  top_logprobs: z.number().optional().describe("Spark gives none: refused."),
  logit_bias: z
    .record(z.string(), z.unknown())
    .optional()
    .describe("Spark's tokens cannot be biased: only an empty object is taken."),
  modalities: z.array(z.string()).optional().describe("Only text."),
  audio: z.unknown().optional().describe("Refused: the answer is text."),
  prediction: z.unknown().optional().describe("Refused: Spark takes none."),
});

export type ChatRequest = z.output<typeof chatRequest>;
export type ChatMessage = ChatRequest["messages"][number];

/** Every field that the gateway acts on; any other field is reported as ignored. */
export const KNOWN_FIELDS: ReadonlySet<string> = new Set(Object.keys(chatRequest.shape));
