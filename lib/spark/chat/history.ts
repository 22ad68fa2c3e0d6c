import type { ChatMessage } from "../../api/chat-completions/request-schema";
import type { SparkCall, SparkTurn } from "./request";
import type { FunctionNames } from "./function-names";
import { toText } from "./message-text";
import { hasImage } from "./image";

/** How calls and their results are told to Spark. */
export type HistoryStyle = {
  /** As calls and results; else in words, where Spark knows no such turns. */
  isNative: boolean;
  aliases: FunctionNames;
};

/** A turn in the making; an image may stand in for its words. */
export type Draft = SparkTurn & {
  /** Where in the request the message with the image stands. */
  imageAt?: number;
  /** A tool's result in words, for where there is no call that it could belong to. */
  told?: string;
};

/** Messages as turns of user, assistant and tool; system texts are not among them. */
export function toTurns(messages: readonly ChatMessage[], style: HistoryStyle): Draft[] {
  const nameOf = createCallNames(messages, style.aliases);
  return messages.flatMap((message, at): Draft[] => {
    switch (message.role) {
      case "system":
      case "developer":
        return [];
      case "user":
        return [
          {
            role: "user",
            content: toText(message),
            ...(hasImage(message) && { imageAt: at }),
          },
        ];
      case "assistant":
        return [toAssistantTurn(message, style)];
      case "tool":
        return [toResultTurn({ id: message.tool_call_id, text: toText(message) }, nameOf, style)];
      case "function":
        return [toResultTurn({ id: message.name, text: toText(message) }, nameOf, style)];
    }
  });
}

/** A turn in words alone: what Spark's WebSocket takes. */
export function tell({ role, content, told: result, tool_calls: calls = [] }: Draft): SparkTurn {
  if (role === "tool") return { role: "user", content: result ?? content };
  const told = calls.map(
    (call) => `我调用了工具 ${call.function.name}，参数：${call.function.arguments}`,
  );
  const text = [content, ...told].filter((part) => part.trim() !== "").join("\n");
  return { role, content: text };
}

type AssistantMessage = Extract<ChatMessage, { role: "assistant" }>;

function toAssistantTurn(
  message: AssistantMessage,
  { isNative, aliases }: HistoryStyle,
): SparkTurn {
  const calls =
    message.tool_calls?.map(({ id, function: called }) => toCall(id, called, aliases)) ?? [];
  const old = message.function_call;
  // The old form has no ids: the name stands for the call.
  if (old) calls.push(toCall(old.name, old, aliases));
  const turn: SparkTurn = { role: "assistant", content: toText(message) };
  if (calls.length > 0) turn.tool_calls = calls;
  return isNative ? turn : tell(turn);
}

function toCall(
  id: string,
  called: { name: string; arguments: string },
  aliases: FunctionNames,
): SparkCall {
  const name = aliases.toSpark(called.name);
  return { id, type: "function", function: { name, arguments: called.arguments } };
}

function toResultTurn(
  { id, text }: { id: string; text: string },
  nameOf: (id: string) => string | undefined,
  { isNative }: HistoryStyle,
): Draft {
  // Nothing came of it, which is a result as well; an empty turn would be refused.
  const content = text.trim() === "" ? "(empty)" : text;
  const told = `工具 ${nameOf(id) ?? id} 的结果：\n${content}`;
  if (!isNative) return { role: "user", content: told };
  return { role: "tool", content, tool_call_id: id, told };
}

function createCallNames(messages: readonly ChatMessage[], aliases: FunctionNames) {
  const names = new Map<string, string>();
  for (const message of messages) {
    if (message.role === "function") names.set(message.name, aliases.toSpark(message.name));
    if (message.role !== "assistant") continue;
    for (const { id, function: called } of message.tool_calls ?? []) {
      names.set(id, aliases.toSpark(called.name));
    }
  }
  return (id: string): string | undefined => names.get(id);
}
