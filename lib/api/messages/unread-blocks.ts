import { isRecord } from "../../core/json";

/** The blocks of each role that are read; of a user's, each is read or refused. */
export const READ_BLOCKS: Readonly<Record<string, ReadonlySet<string>>> = {
  assistant: new Set(["text", "tool_use"]),
  system: new Set(["text", "tool_addition", "tool_removal"]),
};

/** What Spark has no use for, and every client sends back: nobody wants to be told. */
const SILENT = /^(?:(?:redacted_)?thinking|(?:server|mcp)_tool_use|\w+_tool_result)$/;

/** Keeps the places of the others, and says nothing. */
const BLANK = { type: "text", text: "" } as const;

/**
 * The messages with a blank in place of each block of an answer that is not read: thoughts, what
 * Anthropic's servers did, and what was invented since. `unread` names those of the last kind.
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
