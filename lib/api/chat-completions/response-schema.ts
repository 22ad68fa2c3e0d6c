import { z } from "zod";

/**
 * The gateway's responses, exactly as in OpenAI's API reference; extensions are marked. Responses
 * are not validated against these schemas at runtime. They define the types in types.ts and the
 * document at /openapi.json, and the tests check responses against them.
 */
/** The arguments are a JSON string, or Spark's original text if it was not valid JSON. */
export const functionCall = z.object({ name: z.string(), arguments: z.string() });
export const toolCall = z.object({
  id: z.string(),
  type: z.literal("function"),
  function: functionCall,
});

/** A citation for the answer as a whole: Spark does not say which part it supports. */
export const annotation = z.object({
  type: z.literal("url_citation"),
  url_citation: z.object({
    start_index: z.int().min(0),
    end_index: z.int().min(0),
    url: z.string(),
    title: z.string(),
  }),
});

export const finishReason = z.enum([
  "stop",
  "length",
  "tool_calls",
  "function_call",
  "content_filter",
]);

const tokens = z.int().min(0);
export const usage = z.object({
  prompt_tokens: tokens,
  completion_tokens: tokens,
  total_tokens: tokens,
  /** Extension: the tokens of the last question without its history. */
  question_tokens: tokens,
  /** Extension: true if Spark was cut off before it reported usage. */
  estimated: z.literal(true).optional(),
});

/**
 * Extension, on complete answers and on the usage chunk: identifies the Spark service that
 * answered.
 */
const sparkExtension = { version: z.string().optional(), domain: z.string().optional() };

export const completionChoice = z.object({
  index: z.int().min(0),
  message: z.object({
    role: z.literal("assistant"),
    /** Null if there is a call without text. */
    content: z.string().nullable(),
    refusal: z.null(),
    tool_calls: z.array(toolCall).readonly().optional(),
    /** The legacy form of a call, for callers that used the legacy request fields. */
    function_call: functionCall.optional(),
    annotations: z.array(annotation).readonly().optional(),
    /** Extension. */
    reasoning_content: z.string().optional(),
  }),
  logprobs: z.null(),
  finish_reason: finishReason,
});

const created = z.int().min(0);
export const completion = z.object({
  id: z.string(),
  object: z.literal("chat.completion"),
  created,
  model: z.string(),
  choices: z.array(completionChoice).readonly(),
  usage,
  ...sparkExtension,
});

export const chunkDelta = z.object({
  role: z.literal("assistant").optional(),
  content: z.string().optional(),
  refusal: z.null().optional(),
  tool_calls: z
    .array(toolCall.extend({ index: z.int().min(0) }))
    .readonly()
    .optional(),
  function_call: functionCall.optional(),
  annotations: z.array(annotation).readonly().optional(),
  /** Extension. */
  reasoning_content: z.string().optional(),
});

export const chunkChoice = z.object({
  index: z.int().min(0),
  delta: chunkDelta,
  logprobs: z.null(),
  finish_reason: finishReason.nullable(),
});

export const chunk = z.object({
  id: z.string(),
  object: z.literal("chat.completion.chunk"),
  created,
  model: z.string(),
  choices: z.array(chunkChoice).readonly(),
  /** Null on every chunk but the last; present only if the caller requested usage. */
  usage: usage.nullable().optional(),
  ...sparkExtension,
});

export const modelCapabilities = z.object({
  system: z.boolean(),
  tools: z.boolean(),
  web_search: z.boolean(),
  vision: z.boolean(),
  reasoning: z.boolean(),
});

export const modelObject = z.object({
  id: z.string(),
  object: z.literal("model"),
  created,
  owned_by: z.string(),
  context_length: z
    .int()
    .optional()
    .describe("Extension: the longest conversation that Spark takes, in tokens."),
  max_output_tokens: z.int().optional().describe("Extension: the longest answer, in tokens."),
  routes: z.array(z.string()).readonly().describe("Extension: where the model is asked."),
  deprecated: z
    .boolean()
    .describe("Extension: iFlytek has withdrawn it, and refuses it to new apps."),
  dimensions: z.int().optional().describe("Extension: how many numbers an embedding has."),
  voices: z
    .array(z.string())
    .readonly()
    .optional()
    .describe("Extension: the voices that are free, the default first."),
  sizes: z
    .array(z.string())
    .readonly()
    .optional()
    .describe("Extension: the sizes that an image model draws."),
  capabilities: modelCapabilities.optional().describe("Extension: what the model can do."),
  ranges: z
    .record(z.string(), z.object({ min: z.number(), max: z.number() }).nullable())
    .optional()
    .describe(
      "Extension: what each sampling parameter is clamped to; null where the model ignores it. " +
        "Over Spark's HTTP service (an APIPassword) some ranges are wider.",
    ),
});
