import { z } from "zod";

import { functionNameText as name, MAX_TOOLS, searchContextSize } from "../../openai/shared-fields";

const description = z.string().nullish();

const functionTool = z.object({
  type: z.literal("function"),
  name,
  description,
  parameters: z
    .record(z.string(), z.unknown())
    .nullish()
    .describe("JSON Schema of an object; null or absent: no arguments."),
  strict: z.boolean().nullish().describe("Not enforced."),
});

const customTool = z.object({
  type: z.literal("custom"),
  name,
  description,
  format: z
    .object({ type: z.string(), syntax: z.string().nullish(), definition: z.string().nullish() })
    .nullish()
    .describe("A grammar is shown to the model, and not enforced."),
});

export const SEARCH_TYPES = [
  "web_search",
  "web_search_2025_08_26",
  "web_search_preview",
  "web_search_preview_2025_03_11",
] as const;

const searchTool = z.object({
  type: z.enum(SEARCH_TYPES),
  search_context_size: searchContextSize.nullish(),
  external_web_access: z.boolean().nullish().describe("`false`: no search."),
  filters: z.unknown().optional().describe("Ignored, which `x-spark-ignored` reports."),
  user_location: z.unknown().optional().describe("Ignored, which `x-spark-ignored` reports."),
});

/** Members are validated one by one, so that an unsupported one is dropped without the rest. */
const namespaceTool = z.object({
  type: z.literal("namespace"),
  name,
  description,
  tools: z.array(z.unknown()).max(MAX_TOOLS),
});

export const memberTool = z.discriminatedUnion("type", [functionTool, customTool]);
export const tool = z.discriminatedUnion("type", [
  functionTool,
  customTool,
  searchTool,
  namespaceTool,
]);

export type MemberTool = z.output<typeof memberTool>;
export type SearchTool = z.output<typeof searchTool>;

/** A tool named in a choice; OpenAI's own tools are skipped. */
const chosenTool = z.object({
  type: z.string().min(1),
  name: z.string().nullish(),
  namespace: z.string().nullish(),
});

export const toolChoice = z.union([
  z.enum(["none", "auto", "required"]),
  z.discriminatedUnion("type", [
    z.object({ type: z.enum(["function", "custom"]), name, namespace: z.string().nullish() }),
    z.object({
      type: z.literal("allowed_tools"),
      mode: z.enum(["auto", "required"]).nullish(),
      tools: z.array(chosenTool).min(1).max(MAX_TOOLS),
    }),
    z.object({ type: z.enum(SEARCH_TYPES) }),
  ]),
]);

export type ToolChoiceField = z.output<typeof toolChoice>;
