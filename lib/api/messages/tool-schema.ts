import { z } from "zod";

/** Not limited to Spark's length, because Spark gets an alias for a name that it rejects. */
const toolName = z.string().min(1).max(256);

const customTool = z.object({
  type: z.literal("custom").nullish(),
  name: toolName,
  description: z.string().nullish(),
  input_schema: z.record(z.string(), z.unknown()).describe("JSON Schema of an object."),
  defer_loading: z
    .boolean()
    .nullish()
    .describe("Declared to Spark only once the conversation refers to it."),
});

/** Anthropic's own tools, by type. Web search is supported, the others are not. */
const typedTool = z.object({
  type: z
    .string()
    .min(1)
    .regex(/^(?!custom$)/, "is `custom` for a tool with an input_schema"),
  name: z.string().nullish(),
  max_uses: z.unknown().optional(),
  allowed_domains: z.unknown().optional(),
  blocked_domains: z.unknown().optional(),
  user_location: z.unknown().optional(),
});

export const tool = z.union([customTool, typedTool]);

const isSerial = z.boolean().nullish().describe("`true`: one call at the most.");

export const toolChoice = z.discriminatedUnion("type", [
  z.object({ type: z.literal("auto"), disable_parallel_tool_use: isSerial }),
  z.object({ type: z.literal("any"), disable_parallel_tool_use: isSerial }),
  z.object({ type: z.literal("tool"), name: toolName, disable_parallel_tool_use: isSerial }),
  z.object({ type: z.literal("none") }),
]);

export type Tool = z.output<typeof tool>;
export type CustomTool = z.output<typeof customTool>;
export type TypedTool = z.output<typeof typedTool>;
