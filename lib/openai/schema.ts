import { z } from "zod";

/**
 * The request as OpenAI's `CreateChatCompletionRequest` has it: strict where the gateway acts,
 * silent where it does not. Top-level nulls are gone before it is read (see read-request.ts).
 */
const textPart = z.object({ type: z.literal("text"), text: z.string() });
const refusalPart = z.object({ type: z.literal("refusal"), refusal: z.string() });
const imagePart = z.object({
  type: z.literal("image_url"),
  image_url: z.object({ url: z.string(), detail: z.enum(["auto", "low", "high"]).nullish() }),
});
const audioPart = z.object({ type: z.literal("input_audio") });
const filePart = z.object({ type: z.literal("file") });

const text = z.union([z.string(), z.array(z.discriminatedUnion("type", [textPart]))]);
const userContent = z.union([
  z.string(),
  z.array(z.discriminatedUnion("type", [textPart, imagePart, audioPart, filePart])),
]);
const assistantContent = z.union([
  z.string(),
  z.array(z.discriminatedUnion("type", [textPart, refusalPart])),
]);

const message = z.discriminatedUnion("role", [
  z.object({ role: z.literal("system"), content: text }),
  z.object({ role: z.literal("developer"), content: text }),
  z.object({ role: z.literal("user"), content: userContent }),
  z.object({
    role: z.literal("assistant"),
    content: assistantContent.nullish(),
    tool_calls: z.array(z.unknown()).nullish(),
    function_call: z.unknown().optional(),
  }),
  z.object({ role: z.literal("tool"), content: z.unknown() }),
  z.object({ role: z.literal("function"), content: z.unknown() }),
]);

const stopString = z.string().min(1, "must not be empty");

export const chatRequest = z.object({
  model: z.string().min(1),
  messages: z.array(message).min(1, "must hold at least one message"),
  stream: z.boolean().optional(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).optional(),
  temperature: z.number().min(0).max(2).optional(),
  top_p: z.number().min(0).max(1).optional(),
  top_k: z.int().min(1).max(6).optional(),
  max_tokens: z.int().min(1).optional(),
  max_completion_tokens: z.int().min(1).optional(),
  presence_penalty: z.number().min(-2).max(2).optional(),
  frequency_penalty: z.number().min(-2).max(2).optional(),
  n: z.int().min(1).optional(),
  stop: z.union([stopString, z.array(stopString).min(1).max(4)]).optional(),
  user: z.string().optional(),
  safety_identifier: z.string().optional(),
  truncation: z.enum(["auto", "disabled"]).optional(),
  version: z.unknown().optional(),
  // Read only to tell what the gateway cannot do from what changes nothing: see unsupported.ts.
  tools: z.array(z.unknown()).optional(),
  functions: z.array(z.unknown()).optional(),
  tool_choice: z.unknown().optional(),
  function_call: z.unknown().optional(),
  response_format: z.object({ type: z.string() }).optional(),
  web_search_options: z.unknown().optional(),
  thinking: z.unknown().optional(),
  reasoning_effort: z.unknown().optional(),
  logprobs: z.boolean().optional(),
  top_logprobs: z.number().optional(),
  logit_bias: z.record(z.string(), z.unknown()).optional(),
  modalities: z.array(z.string()).optional(),
  audio: z.unknown().optional(),
  prediction: z.unknown().optional(),
});

export type ChatRequest = z.output<typeof chatRequest>;
export type ChatMessage = ChatRequest["messages"][number];

/** Every field that the gateway acts on; what else a caller sends is reported as ignored. */
export const KNOWN_FIELDS: ReadonlySet<string> = new Set(Object.keys(chatRequest.shape));
