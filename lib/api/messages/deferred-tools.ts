import type { InputMessage } from "./message-schema";
import type { MessagesRequest } from "./request-schema";
import type { Tool } from "./tool-schema";

/** A tool, with the caller's name for its position. */
export type PlacedTool = { tool: Tool; name: string };

/**
 * Lists the tools that are available now. A deferred tool becomes available once the conversation
 * refers to it, and any tool is gone while the client has removed it.
 */
export function listTools({
  tools = [],
  messages,
  tool_choice: choice,
}: MessagesRequest): PlacedTool[] {
  const changes = messages.flatMap(listChanges);
  const isOn = new Map(changes.map(({ name, isAdded }) => [name, isAdded]));
  // A tool that the caller forces counts as found.
  if (choice?.type === "tool") isOn.set(choice.name, true);
  const declared = tools.map((tool, at): PlacedTool => ({ tool, name: `tools.${at}` }));
  const added = changes.flatMap(({ placed }) => placed ?? []);
  return [
    ...declared.filter(({ tool }) => isOn.get(tool.name ?? "") ?? !isDeferred(tool)),
    ...added.filter(({ tool }) => isOn.get(tool.name ?? "") === true),
  ];
}

const isDeferred = (tool: Tool): boolean => "defer_loading" in tool && tool.defer_loading === true;

type Change = { name: string; isAdded: boolean; placed?: PlacedTool };

/**
 * Lists the tools that a message adds or removes, through tool search results or the client's own
 * changes.
 */
function listChanges({ role, content }: InputMessage, at: number): Change[] {
  if (!Array.isArray(content)) return [];
  if (role === "assistant") return [];
  return content.flatMap((block, index): Change[] => {
    if (block.type === "tool_result" && Array.isArray(block.content)) {
      return block.content.flatMap((inner) =>
        inner.type === "tool_reference" ? [{ name: inner.tool_name, isAdded: true }] : [],
      );
    }
    if (block.type !== "tool_addition" && block.type !== "tool_removal") return [];
    const { name, definition } = block.tool;
    const isAdded = block.type === "tool_addition";
    if (isAdded && definition) {
      const place = `messages.${at}.content.${index}.tool.definition`;
      const tool = { ...definition, defer_loading: false };
      return [{ name: definition.name ?? "", isAdded, placed: { tool, name: place } }];
    }
    return name ? [{ name, isAdded }] : [];
  });
}
