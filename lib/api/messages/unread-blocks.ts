import { isRecord } from "../../core/json";

/**
 * The block types that are read, for each role. In a user message, every block is either read or
 * rejected.
 */
export const READ_BLOCKS: Readonly<Record<string, ReadonlySet<string>>> = {
  assistant: new Set(["text", "tool_use"]),
  system: new Set(["text", "tool_addition", "tool_removal"]),
};

/** Blocks that Spark cannot use but every client sends back; they are not reported as ignored. */
const SILENT = /^(?:(?:redacted_)?thinking|(?:server|mcp)_tool_use|\w+_tool_result)$/;

/** An empty block that keeps the positions of the other blocks. */
const BLANK = { type: "text", text: "" } as const;

/**
 * Replaces each block of an answer that is not read with an empty one: reasoning, the results of
 * Anthropic's servers, and unknown types. `unread` lists the unknown ones.
 */
export function blankUnread(messages: unknown): { messages: unknown; unread: readonly string[] } {
  if (!Array.isArray(messages)) return { messages, unread: [] };
  const unread: string[] = [];
  const blanked = messages.map((message: unknown, at): unknown => {
    if (!isRecord(message) || !Array.isArray(message["content"])) return message;
    const read = READ_BLOCKS[String(message["role"])];
    if (!read) return message;
    const content = message["content"].map((block: unknown, index): unknown => {
      const type = isRecord(block) ? block["type"] : undefined;
      if (typeof type !== "string" || read.has(type)) return block;
      if (!SILENT.test(type)) unread.push(`messages.${at}.content.${index}`);
      return BLANK;
    });
    return { ...message, content };
  });
  return { messages: blanked, unread };
}
