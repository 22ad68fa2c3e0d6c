import { z } from "zod";

import { part } from "./part-schema";

const content = z.union([z.string(), z.array(part)]);
/**
 * A result stays in the history permanently, so unknown content is reported and not rejected.
 * Clients also send results for calls that were never made, with a name but no `call_id`.
 */
const callOutput = {
  call_id: z.string().nullish(),
  name: z.string().nullish(),
  namespace: z.string().nullish(),
  output: z.unknown(),
};
const callId = z.string().min(1);
const name = z.string().min(1).max(256);
const namespace = z.string().nullish();

/** Calls of OpenAI's built-in tools, from a history that started elsewhere. */
const BUILT_IN_CALLS = ["local_shell_call", "shell_call", "apply_patch_call"] as const;
const BUILT_IN_OUTPUTS = [
  "local_shell_call_output",
  "shell_call_output",
  "apply_patch_call_output",
] as const;

const anyId = { call_id: z.string().nullish(), id: z.string().nullish() };

/** A message without a type, as most clients send it. */
export const plainMessage = z.object({
  role: z.enum(["user", "assistant", "system", "developer"]),
  content: content.nullish(),
});

/**
 * One item of `input` with its `type` filled in. Fields that the gateway ignores (`id`, `status`,
 * `phase`) are not validated.
 */
export const inputItem = z.discriminatedUnion("type", [
  plainMessage.extend({ type: z.literal("message") }),
  z.object({
    type: z.literal("function_call"),
    call_id: callId,
    name,
    namespace,
    arguments: z.string(),
  }),
  z.object({ type: z.literal("function_call_output"), ...callOutput }),
  z.object({
    type: z.literal("custom_tool_call"),
    call_id: callId,
    name,
    namespace,
    input: z.string(),
  }),
  z.object({ type: z.literal("custom_tool_call_output"), ...callOutput }),
  z
    .object({ type: z.literal("agent_message"), content: z.unknown() })
    .describe("What one of Codex's agents tells another."),
  z.object({
    type: z.enum(BUILT_IN_CALLS),
    ...anyId,
    action: z.unknown().optional(),
    operation: z.unknown().optional(),
  }),
  z.object({ type: z.enum(BUILT_IN_OUTPUTS), ...anyId, output: z.unknown().optional() }),
  z.object({ type: z.enum(["reasoning", "web_search_call"]) }),
  z.object({ type: z.literal("item_reference"), id: z.string().min(1) }),
  z.object({ type: z.literal("additional_tools"), tools: z.array(z.unknown()) }),
]);

export type InputItem = z.output<typeof inputItem>;

/** Items of OpenAI's own tools and services, which Spark cannot read. */
export const LEFT_OUT_ITEM =
  /^(?:compaction(?:_trigger)?|context_compaction|configuration_update|program(?:_output)?|(?:tool_search|mcp)_\w+|file_search_call|code_interpreter_call|computer_\w+|image_generation_call)$/;
