import { z } from "zod";

import { tool } from "./tool-schema";

const id = z.string().min(1);

export const textBlock = z.object({ type: z.literal("text"), text: z.string() });

const imageSource = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("base64"),
    media_type: z.string().nullish().describe("Not believed: the bytes say what it is."),
    data: z.string().min(1),
  }),
  z.object({ type: z.literal("url"), url: z.string().min(1) }),
  z.object({ type: z.literal("file") }),
]);

const imageBlock = z
  .object({ type: z.literal("image"), source: imageSource })
  .describe("Spark looks at one: the newest. A source `file` is not served.");

const documentBlock = z
  .object({
    type: z.literal("document"),
    title: z.string().nullish(),
    context: z.string().nullish(),
    source: z.discriminatedUnion("type", [
      z.object({ type: z.literal("text"), data: z.string() }),
      z.object({
        type: z.literal("content"),
        content: z.union([
          z.string(),
          z.array(z.discriminatedUnion("type", [textBlock, imageBlock])),
        ]),
      }),
      z.object({ type: z.literal("base64") }),
      z.object({ type: z.literal("url") }),
      z.object({ type: z.literal("file") }),
    ]),
  })
  .describe("The sources `text` and `content` are read as text; Spark reads no PDF.");

const searchResultBlock = z.object({
  type: z.literal("search_result"),
  title: z.string(),
  source: z.string(),
  content: z.array(textBlock),
});

const toolReferenceBlock = z
  .object({ type: z.literal("tool_reference"), tool_name: z.string() })
  .describe("Declares the deferred tool of that name to Spark.");

const toolResultBlock = z.object({
  type: z.literal("tool_result"),
  tool_use_id: id,
  content: z
    .union([
      z.string(),
      z.array(
        z.discriminatedUnion("type", [
          textBlock,
          imageBlock,
          documentBlock,
          searchResultBlock,
          toolReferenceBlock,
        ]),
      ),
    ])
    .nullish(),
  is_error: z.boolean().nullish(),
});

const toolUseBlock = z.object({
  type: z.literal("tool_use"),
  id,
  name: z.string().min(1),
  input: z.unknown().optional(),
});

/** A tool, by name or with its full definition. */
const toolChange = z.object({
  type: z.string(),
  name: z.string().nullish(),
  definition: tool.nullish(),
});

const toolChangeBlock = z.object({
  type: z.enum(["tool_addition", "tool_removal"]),
  tool: toolChange,
});

const userMessage = z.object({
  role: z.literal("user"),
  content: z.union([
    z.string(),
    z.array(
      z.discriminatedUnion("type", [
        textBlock,
        imageBlock,
        documentBlock,
        searchResultBlock,
        toolResultBlock,
      ]),
    ),
  ]),
});

const assistantMessage = z.object({
  role: z.literal("assistant"),
  content: z.union([z.string(), z.array(z.discriminatedUnion("type", [textBlock, toolUseBlock]))]),
});

const systemMessage = z
  .object({
    role: z.literal("system"),
    content: z
      .union([z.string(), z.array(z.discriminatedUnion("type", [textBlock, toolChangeBlock]))])
      .nullish(),
  })
  .describe("May stand anywhere; after the first answer it is told within the user's turn.");

export const message = z.discriminatedUnion("role", [userMessage, assistantMessage, systemMessage]);

export type InputMessage = z.output<typeof message>;
export type ImageBlock = z.output<typeof imageBlock>;
export type DocumentBlock = z.output<typeof documentBlock>;
export type SearchResultBlock = z.output<typeof searchResultBlock>;
export type ToolResultBlock = z.output<typeof toolResultBlock>;
