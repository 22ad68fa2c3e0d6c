import type { Call, Message, Part } from "../../core/generation";
import type { ChatMessage, ChatRequest } from "./request-schema";

/**
 * Converts one message.
 * @param at its index in the list
 */
export function toMessage(message: ChatMessage, at: number): Message {
  const name = `messages[${at}].content`;
  switch (message.role) {
    case "system":
    case "developer":
      return { role: "system", name, text: toText(message) };
    case "user":
      return { role: "user", name, parts: toParts(message, name) };
    case "assistant":
      return { role: "assistant", name, text: toText(message), calls: toCalls(message) };
    case "tool": {
      const { tool_call_id: callId } = message;
      return { role: "tool", name, callId, functionName: undefined, text: toText(message) };
    }
    case "function":
      // The legacy form has no ids, so the name identifies the call.
      return {
        role: "tool",
        name,
        callId: message.name,
        functionName: message.name,
        text: toText(message),
      };
  }
}

type Of<Role> = Extract<ChatMessage, { role: Role }>;

/** Joins the text of a message; empty if it has none. */
function toText({ content }: ChatMessage): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  const parts: readonly { type: string; text?: string; refusal?: string }[] = content;
  return parts
    .map(({ type, text, refusal }) => (type === "image_url" ? IMAGE_NOTE : (text ?? refusal ?? "")))
    .join("");
}

/** Replaces an image in a tool result, where Spark accepts only text. */
const IMAGE_NOTE = "[image]";

/** Lists the positions of images in tool results, which are dropped. */
export function listToolImages({ messages }: ChatRequest): string[] {
  return messages.flatMap(({ role, content }, at) => {
    if (role !== "tool" || typeof content === "string") return [];
    return content.flatMap(({ type }, index) =>
      type === "image_url" ? `messages[${at}].content[${index}].image_url` : [],
    );
  });
}

function toParts({ content }: Of<"user">, name: string): Part[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  return content.flatMap((part, index): Part[] => {
    if (part.type === "text") return [{ type: "text", text: part.text }];
    if (part.type !== "image_url") return [];
    const { url, detail } = part.image_url;
    return [{ type: "image", name: `${name}[${index}].image_url`, url, detail: detail ?? "auto" }];
  });
}

function toCalls({ tool_calls: calls, function_call: old }: Of<"assistant">): Call[] {
  const all = calls?.map(({ id, function: called }) => ({ id, ...called })) ?? [];
  return old ? [...all, { id: old.name, ...old }] : all;
}
