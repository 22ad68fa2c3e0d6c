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

const toolCall = z.object({
  id: z.string(),
  type: z.literal("function").nullish(),
  function: z.object({ name: z.string().min(1), arguments: z.string() }),
});

export const message = z.discriminatedUnion("role", [
  z.object({ role: z.literal("system"), content: text }),
  z.object({ role: z.literal("developer"), content: text }),
  z.object({ role: z.literal("user"), content: userContent }),
  z.object({
    role: z.literal("assistant"),
    content: assistantContent.nullish(),
    tool_calls: z.array(toolCall).nullish(),
    function_call: z.object({ name: z.string().min(1), arguments: z.string() }).nullish(),
  }),
  z.object({ role: z.literal("tool"), content: text, tool_call_id: z.string() }),
  z.object({ role: z.literal("function"), content: z.string().nullish(), name: z.string().min(1) }),
]);

/** Far longer than anything that ends an answer; each character is looked for in every one that comes. */
const MAX_STOP_CHARACTERS = 1000;
/** As in OpenAI's API. */
const MAX_TOOLS = 128;

const stopString = z.string().min(1, "must not be empty").max(MAX_STOP_CHARACTERS);

const functionName = z.object({ name: z.string().min(1) });
export const functionDefinition = z.object({
  name: z.string().min(1).max(64),
  description: z.string().nullish(),
  parameters: z.record(z.string(), z.unknown()).nullish(),
});

const searchOptions = z.object({
  search_context_size: z.enum(["low", "medium", "high"]).nullish(),
});

export const tool = z.discriminatedUnion("type", [
  z.object({ type: z.literal("function"), function: functionDefinition }),
  searchOptions.extend({ type: z.literal("web_search") }),
  z.object({ type: z.literal("custom") }),
]);

const chosenFunction = z.object({ type: z.literal("function"), function: functionName });
export const toolChoice = z.union([
  z.enum(["none", "auto", "required"]),
  z.discriminatedUnion("type", [
    chosenFunction,
    z.object({
      type: z.literal("allowed_tools"),
      allowed_tools: z.object({
        mode: z.enum(["auto", "required"]),
        tools: z.array(chosenFunction).min(1).max(MAX_TOOLS),
      }),
    }),
    z.object({ type: z.literal("custom") }),
  ]),
]);

export const responseFormat = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text") }),
  z.object({ type: z.literal("json_object") }),
  z.object({
    type: z.literal("json_schema"),
    json_schema: z.object({
      name: z.string(),
      schema: z.record(z.string(), z.unknown()).nullish(),
    }),
  }),
]);

/** Numbers that steer how words are chosen, all in OpenAI's ranges but for the extension `top_k`. */
export const samplingFields = {
  temperature: z.number().min(0).max(2).optional(),
  top_p: z.number().min(0).max(1).optional(),
  top_k: z.int().min(1).max(6).optional(),
  presence_penalty: z.number().min(-2).max(2).optional(),
  frequency_penalty: z.number().min(-2).max(2).optional(),
};

export const chatRequest = z.object({
  model: z.string().min(1),
  messages: z.array(message).min(1, "must hold at least one message"),
  stream: z.boolean().optional(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).optional(),
  ...samplingFields,
  max_tokens: z.int().min(1).optional(),
  max_completion_tokens: z.int().min(1).optional(),
  n: z.int().min(1).optional(),
  stop: z.union([stopString, z.array(stopString).min(1).max(4)]).optional(),
  user: z.string().optional(),
  safety_identifier: z.string().optional(),
  truncation: z.enum(["auto", "disabled"]).optional(),
  version: z.unknown().optional(),
  tools: z.array(tool).max(MAX_TOOLS).optional(),
  tool_choice: toolChoice.optional(),
  parallel_tool_calls: z.boolean().optional(),
  functions: z.array(functionDefinition).max(MAX_TOOLS).optional(),
  function_call: z.union([z.enum(["none", "auto"]), functionName]).optional(),
  response_format: responseFormat.optional(),
  web_search_options: searchOptions.optional(),
  thinking: z.object({ type: z.enum(["enabled", "disabled", "auto"]) }).optional(),
  reasoning_effort: z.enum(["none", "minimal", "low", "medium", "high", "xhigh", "max"]).optional(),
  // Read only to tell what the gateway cannot do from what changes nothing: see unsupported.ts.
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
