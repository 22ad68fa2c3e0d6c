import { isRecord, parseJson } from "../../core/json";
import { createAnswer, createQuestion, createVariant, toTitle } from "../conversation/create";
import { DEFAULT_MODEL } from "../conversation/models";
import type { Conversation, Turn } from "../conversation/types";
import { readVariants } from "./import-answer";
import { readCalls, readContent, readString } from "./import-message";
import { readParameters } from "./share-parameters";

type Deps = { createId: () => string; now: () => number };

/**
 * Reads a conversation from a file that this page has exported: JSON with everything known, or JSON
 * lines with only the messages. Returns null for any other file.
 */
export function readConversation(text: string, deps: Deps): Conversation | null {
  const whole = parseJson(text);
  if (isRecord(whole) && whole["format"] === "spark-gateway-conversation") {
    return toConversation(whole, deps);
  }
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const messages = lines.map((line) => parseJson(line));
  return messages.length > 0 && messages.every(isMessage)
    ? toConversation({ messages }, deps)
    : null;
}

type Source = Readonly<Record<string, unknown>>;

function isMessage(value: unknown): value is Source {
  return isRecord(value) && typeof value["role"] === "string";
}

function toConversation(source: Source, { createId, now }: Deps): Conversation | null {
  const messages: unknown[] = Array.isArray(source["messages"]) ? source["messages"] : [];
  const known = messages.filter(isMessage);
  const [first] = known;
  const system = first?.["role"] === "system" ? readString(first, "content") : "";
  const model = readString(source, "model") || DEFAULT_MODEL;
  const given = isRecord(source["parameters"]) ? readParameters(source["parameters"]) : {};
  const answers: unknown[] = Array.isArray(source["answers"]) ? source["answers"] : [];
  const turns = toTurns(known, { answers, model, createId });
  const question = turns.find(({ role }) => role === "user");
  if (question?.role !== "user") return null;
  return {
    id: createId(),
    title: toTitle(readString(source, "title") || question.text),
    createdAt: readTime(source["createdAt"]) ?? now(),
    updatedAt: now(),
    model,
    parameters: system ? { ...given, system } : given,
    turns,
  };
}

type Known = { answers: readonly unknown[]; model: string; createId: () => string };

function toTurns(messages: readonly Source[], { answers, model, createId }: Known): Turn[] {
  const turns: Turn[] = [];
  const names = new Map<string, string>();
  // An answer without content has facts but no message.
  const told = answers.filter((answer) => readVariants(answer).length > 0);
  for (const message of messages) {
    switch (message["role"]) {
      case "user":
        turns.push(createQuestion(createId(), readContent(message["content"], createId)));
        break;
      case "assistant": {
        const calls = readCalls(message["tool_calls"]);
        for (const { id, name } of calls) names.set(id, name);
        const answer = isRecord(told[0]) ? told[0] : {};
        const variants = readVariants(told.shift());
        const plain = {
          ...createVariant(createId(), model, ""),
          state: "done" as const,
          text: readString(message, "content"),
          toolCalls: calls,
          finishReason: "stop",
          wireId: null,
        };
        const shown = Number(answer["shown"] ?? 0);
        const all = variants.length > 0 ? variants : [plain];
        turns.push({ ...createAnswer(createId(), all), shown: all[shown] ? shown : 0 });
        break;
      }
      case "tool": {
        const callId = readString(message, "tool_call_id");
        const name = names.get(callId) ?? "";
        const text = readString(message, "content");
        turns.push({ role: "tool", id: createId(), callId, name, text });
        break;
      }
    }
  }
  return turns;
}

function readTime(value: unknown): number | null {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}
