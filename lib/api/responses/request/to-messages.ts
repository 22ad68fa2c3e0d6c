import type { Message } from "../../../core/generation";
import { toParam } from "../../common/explain-issue";
import { createJoinedTexts, createOpenCalls, type OpenCalls, toOutputId } from "./open-calls";
import type { PlacedItem } from "./read-items";
import { toMessage } from "./to-message";
import { toOutputText } from "./to-output";
import { listUnread } from "./to-parts";

export type ReadMessages = {
  messages: readonly Message[];
  /** Positions of content that was dropped or moved. */
  ignored: readonly string[];
  /** Messages that became user messages, as `input[2].role=user`. */
  adjusted: readonly string[];
};

/**
 * Converts items into messages. Text between a call and its output joins the turn of the call.
 * Clients echo text at that point, and a model that sees it there attributes the output to someone
 * else.
 */
export function toMessages(items: readonly PlacedItem[]): ReadMessages {
  const ignored: string[] = [];
  const messages: Message[] = [];
  const open = createOpenCalls(items);
  const joined = createJoinedTexts();
  for (const placed of items) {
    const { item, path } = placed;
    ignored.push(...listIgnored(placed, open));
    const message = toMessage(item, path);
    if (!message) continue;
    const turn = message.role === "assistant" && message.calls.length === 0 && open.turn();
    if (turn) joined.add(turn, message.text);
    else messages.push(message);
    open.note(message);
  }
  joined.write();
  return { ...askLast(messages), ignored };
}

/**
 * Turns instructions after the last answer into user messages. A client that retries, as Codex does
 * after moderation, adds nothing else.
 */
function askLast(messages: readonly Message[]): Omit<ReadMessages, "ignored"> {
  const last = messages.findLastIndex(({ role }) => role !== "system");
  if (messages[last]?.role !== "assistant") return { messages, adjusted: [] };
  const moved = messages.slice(last + 1);
  const asked = moved.flatMap((message): Message[] => {
    if (message.role !== "system") return [];
    return [{ role: "user", name: message.name, parts: [{ type: "text", text: message.text }] }];
  });
  return {
    messages: [...messages.slice(0, last + 1), ...asked],
    adjusted: moved.map(({ name }) => `${name.replace(/\.content$/, "")}.role=user`),
  };
}

function listIgnored({ item, path }: PlacedItem, open: OpenCalls): string[] {
  const id = toOutputId(item);
  const orphan = id === undefined || open.isKnown(id) ? [] : [toParam(path)];
  if (item.type === "message" && item.role !== "user") {
    return listUnread(item.content, [...path, "content"]);
  }
  if (item.type === "function_call_output" || item.type === "custom_tool_call_output") {
    return [...orphan, ...toOutputText(item.output, [...path, "output"]).ignored];
  }
  return orphan;
}
