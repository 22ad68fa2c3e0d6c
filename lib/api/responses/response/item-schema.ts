import { z } from "zod";

/**
 * The items of an answer, exactly as in OpenAI's API reference; extensions are marked. Answers are
 * not validated against these schemas at runtime. They define the types and the OpenAPI document,
 * and the tests check answers against them.
 */
export const itemStatus = z.enum(["in_progress", "completed", "incomplete"]);

/** A citation for the whole text: Spark does not say which sentence it supports. */
export const urlCitation = z.object({
  type: z.literal("url_citation"),
  start_index: z.int().min(0),
  end_index: z.int().min(0),
  url: z.string(),
  title: z.string(),
});

export const textPart = z.object({
  type: z.literal("output_text"),
  text: z.string(),
  annotations: z.array(urlCitation).readonly(),
  logprobs: z.array(z.never()).readonly(),
});

export const reasoningPart = z.object({ type: z.literal("reasoning_text"), text: z.string() });
export const summaryPart = z.object({ type: z.literal("summary_text"), text: z.string() });

const common = { id: z.string(), status: itemStatus };
const call = {
  ...common,
  call_id: z.string(),
  name: z.string(),
  namespace: z.string().optional(),
};

export const outputItem = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("message"),
    ...common,
    role: z.literal("assistant"),
    content: z.array(textPart).readonly(),
  }),
  z.object({
    type: z.literal("reasoning"),
    ...common,
    summary: z.array(summaryPart).readonly(),
    content: z.array(reasoningPart).readonly().optional(),
  }),
  z.object({ type: z.literal("function_call"), ...call, arguments: z.string() }),
  z.object({ type: z.literal("custom_tool_call"), ...call, input: z.string() }),
  z.object({
    type: z.literal("web_search_call"),
    ...common,
    action: z.object({
      type: z.literal("search"),
      sources: z
        .array(z.object({ type: z.literal("url"), url: z.string() }))
        .readonly()
        .optional(),
    }),
  }),
]);
