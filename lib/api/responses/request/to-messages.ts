import type { Call, Message } from "../../../core/generation";
import { isRecord } from "../../../core/json";
import { toParam } from "../../common/explain-issue";
import type { InputItem } from "./item-schema";
import { createJoinedTexts } from "./joined-texts";
import type { PlacedItem } from "./read-items";
import { INPUT } from "./to-function";
import { toOutputText } from "./to-output";
import { listUnread, toParts, toText } from "./to-parts";
import { toFunctionName } from "./tool-names";

export type ReadMessages = {
  messages: readonly Message[];
  /** Places of what was left out, or had no place of its own. */
  ignored: readonly string[];
  /** Messages that became the user's, as `input[2].role=user`. */
  adjusted: readonly string[];
};

/**
 * Items as messages. Text between a call and its output joins the turn of the call: clients echo it
 * there, and a model that sees it there takes the output for a stranger's.
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
 * Instructions after the last answer become the user's words: a client that asks again, as Codex does
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

type Assistant = Extract<Message, { role: "assistant" }>;
type Path = PlacedItem["path"];

/** Which calls still wait for their output, as far as one follows. */
function createOpenCalls(items: readonly PlacedItem[]) {
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
    /** The turn of the latest call, while it waits. */
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

function listIgnored(
  { item, path }: PlacedItem,
  open: ReturnType<typeof createOpenCalls>,
): string[] {
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

function toOutputId(item: InputItem): string | undefined {
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

function toMessage(item: InputItem, path: Path): Message | undefined {
  const name = toParam(path);
  switch (item.type) {
    case "message":
      return toRoleMessage(item, path);
    case "function_call":
      return toCall(name, {
        id: item.call_id,
        name: toFunctionName(item.name, item.namespace),
        arguments: item.arguments,
      });
    case "custom_tool_call":
      return toCall(name, {
        id: item.call_id,
        name: toFunctionName(item.name, item.namespace),
        arguments: JSON.stringify({ [INPUT]: item.input }),
      });
    case "local_shell_call":
    case "shell_call":
    case "apply_patch_call":
      return toCall(name, {
        id: item.call_id ?? item.id ?? "",
        name: item.type,
        arguments: JSON.stringify(item.action ?? item.operation ?? {}),
      });
    case "function_call_output":
    case "custom_tool_call_output":
      return {
        ...toResult(name, item.call_id ?? name, toOutputText(item.output, path).text),
        functionName: item.name ? toFunctionName(item.name, item.namespace) : undefined,
      };
    case "local_shell_call_output":
    case "shell_call_output":
    case "apply_patch_call_output":
      return toResult(name, item.call_id ?? item.id ?? "", toJsonText(item.output));
    case "agent_message":
      return { role: "user", name, parts: [{ type: "text", text: toAgentText(item.content) }] };
    case "reasoning":
    case "web_search_call":
    case "item_reference":
    case "additional_tools":
      return undefined;
  }
}

/** The task itself comes as `encrypted_content`, in plain text. */
function toAgentText(content: unknown): string {
  if (!Array.isArray(content)) return typeof content === "string" ? content : "";
  const texts = content.map((part: unknown) =>
    isRecord(part) ? (part["text"] ?? part["encrypted_content"]) : part,
  );
  return texts.filter((text) => typeof text === "string").join("");
}

function toRoleMessage(
  { role, content }: Extract<InputItem, { type: "message" }>,
  path: Path,
): Message {
  // Text alone has no list of items, and so no content of its own.
  const at = path.length === 1 ? path : [...path, "content"];
  const name = toParam(at);
  switch (role) {
    case "user":
      return { role: "user", name, parts: toParts(content, at) };
    case "system":
    case "developer":
      return { role: "system", name, text: toText(content) };
    case "assistant":
      return { role: "assistant", name, text: toText(content), calls: [] };
  }
}

const toCall = (name: string, call: Call): Message => ({
  role: "assistant",
  name,
  text: "",
  calls: [call],
});

type Result = Extract<Message, { role: "tool" }>;

const toResult = (name: string, callId: string, text: string): Result => ({
  role: "tool",
  name,
  callId,
  functionName: undefined,
  text,
});

const toJsonText = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value ?? {});
