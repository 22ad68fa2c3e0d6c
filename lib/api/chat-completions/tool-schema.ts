import { z } from "zod";

import { functionNameText as name, MAX_TOOLS, searchContextSize } from "../openai/shared-fields";

export const functionName = z.object({ name });
export const functionDefinition = z.object({
  name,
  description: z.string().nullish(),
  parameters: z.record(z.string(), z.unknown()).nullish(),
});

export const searchOptions = z.object({
  search_context_size: searchContextSize.nullish(),
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
