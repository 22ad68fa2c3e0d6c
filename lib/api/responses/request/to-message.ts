import type { Call, Message } from "../../../core/generation";
import { isRecord } from "../../../core/json";
import { toParam } from "../../common/explain-issue";
import type { InputItem } from "./item-schema";
import type { PlacedItem } from "./read-items";
import { INPUT } from "./to-function";
import { toOutputText } from "./to-output";
import { toParts, toText } from "./to-parts";
import { toFunctionName } from "./tool-names";

type Path = PlacedItem["path"];

/** Converts an item into a message; undefined for items that Spark does not need. */
export function toMessage(item: InputItem, path: Path): Message | undefined {
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

/** Reads an agent's text. The task itself arrives as `encrypted_content`, in plain text. */
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
  // Input that is plain text has no list of items, and therefore no content field.
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
