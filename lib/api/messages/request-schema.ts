import { z } from "zod";

import { message, textBlock } from "./message-schema";
import { tool, toolChoice } from "./tool-schema";

/** Each character of an answer is compared with all of them. */
const MAX_STOP_SEQUENCES = 64;
const MAX_STOP_CHARACTERS = 1000;

const jsonFormat = z.object({
  type: z.literal("json_schema"),
  schema: z.record(z.string(), z.unknown()),
});

/** The schema of Anthropic's `MessageCreateParams`: strict for fields that the gateway acts on. */
export const messagesRequest = z.object({
  model: z
    .string()
    .min(1)
    .describe("An id or alias; an unknown name that begins with `claude` stands for `4.0Ultra`."),
  max_tokens: z.int().min(1).describe("Clamped to the model's limit."),
  messages: z
    .array(message)
    .min(1, "must hold at least one message")
    .describe("The last one must be the user's. Neighbours of one role are merged."),
  system: z
    .union([z.string(), z.array(textBlock)])
    .optional()
    .describe("Instructions; blocks are joined by a blank line."),
  temperature: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe("Clamped into the model's range, which is told in `x-spark-adjusted`."),
  top_p: z.number().min(0).max(1).optional().describe("Sent to `spark-x` and over HTTP."),
  top_k: z.int().min(0).optional().describe("Clamped to 1–6; 0 is not sent."),
  stop_sequences: z
    .array(z.string().min(1, "must not be empty").max(MAX_STOP_CHARACTERS))
    .max(MAX_STOP_SEQUENCES)
    .optional()
    .describe("The answer ends before the one that is completed first."),
  stream: z.boolean().optional().describe("The answer as server-sent events."),
  thinking: z
    .object({
      type: z.enum(["enabled", "adaptive", "between_tools", "disabled"]),
      display: z.string().nullish().describe("`omitted`: the block comes without its text."),
    })
    .optional()
    .describe("For `spark-x`, which does not think unless it is asked to."),
  tools: z.array(tool).optional().describe("Functions, and Anthropic's `web_search_…`."),
  tool_choice: toolChoice.optional().describe("Which tool may or must be used."),
  output_config: z
    .object({ format: jsonFormat.nullish() })
    .optional()
    .describe("JSON of a schema is checked before it is sent, and comes in one piece."),
  output_format: jsonFormat.optional().describe("The old place of `output_config.format`."),
  metadata: z
    .object({ user_id: z.string().nullish() })
    .optional()
    .describe("`user_id` is told to Spark as a hash."),
  truncation: z
    .enum(["auto", "disabled"])
    .optional()
    .describe("Extension: `auto` drops the oldest turns until the conversation fits the model."),
  thread: z.unknown().optional().describe("Refused: the gateway keeps no conversation."),
});

/** The request for counting tokens instead of answering. */
export const countRequest = messagesRequest.partial({ max_tokens: true });

export type MessagesRequest = z.output<typeof countRequest>;

/** Fields of Anthropic's API that have no effect here and are not reported as ignored. */
export const SILENT_FIELDS = [
  "cache_control",
  "service_tier",
  "speed",
  "inference_geo",
  "diagnostics",
  "context_management",
  "safeguards",
  "fallbacks",
  "user_profile_id",
  "workspace_id",
] as const;

/** Any other field is reported as ignored. */
export const KNOWN_FIELDS: ReadonlySet<string> = new Set([
  ...Object.keys(messagesRequest.shape),
  ...SILENT_FIELDS,
]);
