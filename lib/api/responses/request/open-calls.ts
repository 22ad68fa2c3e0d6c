import type { Message } from "../../../core/generation";
import type { InputItem } from "./item-schema";
import type { PlacedItem } from "./read-items";

type Assistant = Extract<Message, { role: "assistant" }>;
export type OpenCalls = ReturnType<typeof createOpenCalls>;

/** Tracks which calls still wait for an output that follows later. */
export function createOpenCalls(items: readonly PlacedItem[]) {
  const awaited = new Map<string, number>();
  for (const { item } of items) {
    const id = toOutputId(item);
    if (id !== undefined) awaited.set(id, (awaited.get(id) ?? 0) + 1);
  }
  const made = new Set<string>();
  let latest: Assistant | undefined;
  let waiting = new Set<string>();
  return {
    isKnown: (id: string): boolean => made.has(id),
    /** Returns the turn of the latest call while it is waiting for its output. */
    turn: (): Assistant | undefined => (waiting.size > 0 ? latest : undefined),
    note(message: Message): void {
      if (message.role === "tool") waiting.delete(message.callId);
      if (message.role === "user") waiting = new Set();
      if (message.role !== "assistant" || message.calls.length === 0) return;
      latest = message;
      for (const { id } of message.calls) {
        made.add(id);
        if (awaited.has(id)) waiting.add(id);
      }
    },
  };
}

/**
 * Collects texts that join a turn. They are joined once at the end, because there may be very many.
 */
export function createJoinedTexts() {
  const texts = new Map<Assistant, string[]>();
  return {
    add(turn: Assistant, text: string): void {
      const found = texts.get(turn) ?? [turn.text];
      found.push(text);
      texts.set(turn, found);
    },
    write(): void {
      for (const [turn, found] of texts) turn.text = found.filter(Boolean).join("\n\n");
    },
  };
}

/** Returns the id of the call that an item is the output of. */
export function toOutputId(item: InputItem): string | undefined {
  switch (item.type) {
    case "function_call_output":
    case "custom_tool_call_output":
      return item.call_id ?? "";
    case "local_shell_call_output":
    case "shell_call_output":
    case "apply_patch_call_output":
      return item.call_id ?? item.id ?? "";
    case "message":
    case "function_call":
    case "custom_tool_call":
    case "local_shell_call":
    case "shell_call":
    case "apply_patch_call":
    case "reasoning":
    case "web_search_call":
    case "agent_message":
    case "item_reference":
    case "additional_tools":
      return undefined;
  }
}
