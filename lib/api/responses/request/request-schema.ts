import { z } from "zod";

import { samplingFields } from "../../openai/sampling-schema";
import * as shared from "../../openai/shared-fields";
import { toolChoice } from "./tool-schema";

const textFormat = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text") }),
  z.object({ type: z.literal("json_object") }),
  z.object({
    type: z.literal("json_schema"),
    name: z.string().nullish(),
    description: z.string().nullish(),
    schema: z.record(z.string(), z.unknown()).nullish(),
    strict: z.boolean().nullish(),
  }),
]);

/**
 * The schema of OpenAI's `CreateResponse`: strict for fields that the gateway acts on, lenient
 * otherwise. Items and tools are read one by one (read-items.ts, read-tools.ts).
 */
export const responseRequest = z.object({
  model: shared.model,
  input: z
    .union([
      z.string().min(1, "must not be empty"),
      z.array(z.unknown()).min(1, "must not be empty"),
    ])
    .describe("A user message, or items. The last turn must be the user's or a tool's output."),
  instructions: z
    .string()
    .optional()
    .describe("The first system message. A chained response does not inherit it."),
  stream: z.boolean().optional().describe("The answer as server-sent events."),
  ...samplingFields,
  max_output_tokens: z.int().min(1).optional().describe("Clamped to the model's limit."),
  tools: z
    .array(z.unknown())
    .max(shared.MAX_TOOLS)
    .optional()
    .describe(
      "Functions, custom tools, namespaces and `web_search`. OpenAI's other tools are left out, " +
        "which `x-spark-ignored` reports.",
    ),
  tool_choice: toolChoice.optional().describe("Which tool may or must be called."),
  parallel_tool_calls: z.boolean().optional().describe("`false`: one call at most."),
  text: z
    .object({ format: textFormat.nullish(), verbosity: z.string().nullish() })
    .optional()
    .describe(
      "JSON is checked before it is sent, asked for once more where it does not fit, and comes in " +
        "one piece.",
    ),
  reasoning: z
    .object({
      effort: shared.reasoningEffort.nullish(),
      summary: z.string().nullish(),
      generate_summary: z.string().nullish(),
    })
    .optional()
    .describe("For `spark-x`: the effort `none` switches thinking off."),
  thinking: shared.thinking
    .optional()
    .describe("Extension: whether `spark-x` thinks first; counts before `reasoning.effort`."),
  stop: shared.stop.optional(),
  truncation: shared.truncation.optional(),
  version: shared.version.optional(),
  store: z.boolean().optional().describe("Whether to keep the response, where the gateway does."),
  previous_response_id: z
    .string()
    .optional()
    .describe("Goes on from a response that the gateway keeps."),
  include: z
    .array(z.string())
    .optional()
    .describe("`web_search_call.action.sources` is served, everything else ignored."),
  user: shared.user.optional(),
  safety_identifier: shared.safetyIdentifier.optional(),
  metadata: z.record(z.string(), z.unknown()).optional().describe("Returned as it came."),
  prompt_cache_key: z.string().optional().describe("Returned as it came."),
  max_tool_calls: z.number().optional().describe("Returned as it came."),
  stream_options: z.unknown().optional().describe("Ignored: no padding is sent."),
  // Validated only to be rejected: see unsupported.ts.
  conversation: z.unknown().optional().describe("Refused: the gateway keeps no conversations."),
  background: z.boolean().optional().describe("Refused but for `false`."),
  prompt: z.unknown().optional().describe("Refused: there are no stored prompts."),
  top_logprobs: z.number().optional().describe("Spark gives none: only 0 is taken."),
});

export type ResponseRequest = z.output<typeof responseRequest>;

/** Every field that the gateway acts on; any other field is reported as ignored. */
export const KNOWN_FIELDS: ReadonlySet<string> = new Set(Object.keys(responseRequest.shape));
