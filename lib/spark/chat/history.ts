import type { Call, Message } from "../../core/generation";
import type { SparkCall, SparkTurn } from "./request";
import type { FunctionNames } from "./function-names";
import { toText } from "./message-text";
import { hasImage } from "./image";

/** How calls and their results are sent to Spark. */
export type HistoryStyle = {
  /** True: as calls and results. False: as plain text, for services without such turns. */
  isNative: boolean;
  names: FunctionNames;
};

/** A turn under construction; it may have an image instead of text. */
export type Draft = SparkTurn & {
  /** The caller's name for the content of the message with the image. */
  imageName?: string;
  /** A tool's result as plain text, for use when the matching call is missing. */
  words?: string;
};

/** Converts messages into user, assistant and tool turns. System messages are left out. */
export function toTurns(messages: readonly Message[], style: HistoryStyle): Draft[] {
  const nameOf = createCallNames(messages, style.names);
  return messages.flatMap((message): Draft[] => {
    switch (message.role) {
      case "system":
        return [];
      case "user":
        return [
          {
            role: "user",
            content: toText(message),
            ...(hasImage(message) && { imageName: message.name }),
          },
        ];
      case "assistant":
        return [toAssistantTurn(message, style)];
      case "tool":
        return [toResultTurn(message, nameOf, style)];
    }
  });
}

/** Converts a turn to plain text, as Spark's WebSocket requires. */
export function toWords({
  role,
  content,
  words: result,
  tool_calls: calls = [],
}: Draft): SparkTurn {
  if (role === "tool") return { role: "user", content: result ?? content };
  const words = calls.map(
    (call) => `我调用了工具 ${call.function.name}，参数：${call.function.arguments}`,
  );
  const text = [content, ...words].filter((part) => part.trim() !== "").join("\n");
  return { role, content: text };
}

type Of<Role> = Extract<Message, { role: Role }>;

function toAssistantTurn(
  { text, calls }: Of<"assistant">,
  { isNative, names }: HistoryStyle,
): SparkTurn {
  const turn: SparkTurn = { role: "assistant", content: text };
  if (calls.length > 0) turn.tool_calls = calls.map((call) => toSparkCall(call, names));
  return isNative ? turn : toWords(turn);
}

function toSparkCall({ id, name, arguments: given }: Call, names: FunctionNames): SparkCall {
  return { id, type: "function", function: { name: names.toSpark(name), arguments: given } };
}

function toResultTurn(
  { callId: id, text }: Of<"tool">,
  nameOf: (id: string) => string | undefined,
  { isNative }: HistoryStyle,
): Draft {
  // An empty result is still a result, but Spark would reject an empty turn.
  const content = text.trim() === "" ? "(empty)" : text;
  const words = `工具 ${nameOf(id) ?? id} 的结果：\n${content}`;
  if (!isNative) return { role: "user", content: words };
  return { role: "tool", content, tool_call_id: id, words };
}

function createCallNames(messages: readonly Message[], names: FunctionNames) {
  const found = new Map<string, string>();
  for (const message of messages) {
    if (message.role === "tool" && message.functionName !== undefined) {
      found.set(message.callId, names.toSpark(message.functionName));
    }
    if (message.role !== "assistant") continue;
    for (const { id, name } of message.calls) found.set(id, names.toSpark(name));
  }
  return (id: string): string | undefined => found.get(id);
}
