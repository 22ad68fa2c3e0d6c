import type { Call, Message } from "../../core/generation";
import type { InputMessage } from "./message-schema";
import type { MessagesRequest } from "./request-schema";
import { toParts, type UserBlock } from "./to-parts";
import { toResult } from "./to-result";

type Of<Role> = Extract<InputMessage, { role: Role }>;
/** The messages that one input message becomes, and the positions of what was left out. */
type Told = { messages: readonly Message[]; omitted: readonly string[] };

const GAP = "\n\n";
/** Claude Code's own billing line; Anthropic's server drops it as well. */
const ATTRIBUTION = "x-anthropic-billing-header";
/** Claude Code's words before the content of a file that the user mentioned (`@picture.png`). */
const READ_NOTICE = "<system-reminder>\nCalled the Read tool";

/** Converts the conversation and its instructions into neutral messages. */
export function toMessages(request: MessagesRequest): Told {
  const { messages } = request;
  const firstAnswer = messages.findIndex(({ role }) => role === "assistant");
  const lastAnswer = messages.findLastIndex(({ role }) => role === "assistant");
  const told = toSystem(request);
  const omitted: string[] = [];
  messages.forEach((message, at) => {
    const name = `messages.${at}.content`;
    switch (message.role) {
      case "system":
        addInstruction(message, name, { told, isLate: firstAnswer >= 0 && at > firstAnswer });
        return;
      case "assistant":
        told.push(toAnswer(message, name));
        return;
      case "user": {
        const isOld = at < lastAnswer || isReadNotice(messages[at - 1]);
        const turn = toTurn(message, name, isOld);
        // Added one by one, because a hostile request could exceed the maximum number of arguments.
        for (const one of turn.messages) told.push(one);
        for (const one of turn.omitted) omitted.push(one);
      }
    }
  });
  return { messages: told, omitted };
}

function toSystem({ system }: MessagesRequest): Message[] {
  if (system === undefined) return [];
  const blocks = typeof system === "string" ? [{ text: system }] : system;
  const [first, ...others] = blocks.map(({ text }) => text);
  const isOwn = typeof system === "string" || !first?.startsWith(ATTRIBUTION);
  const texts = [...(isOwn && first ? [first] : []), ...others].filter((text) => text !== "");
  return texts.length > 0 ? [{ role: "system", name: "system", text: texts.join(GAP) }] : [];
}

/**
 * Adds an instruction from the middle of the conversation, such as Claude Code's notes about its
 * environment. After the first answer it becomes part of the user turn at that point, because Spark
 * accepts no instructions there. If that turn is a tool result, it is appended to the result, which
 * stays the last message.
 */
function addInstruction(
  { content }: Of<"system">,
  name: string,
  { told, isLate }: { told: Message[]; isLate: boolean },
): void {
  const text = toInstructionText(content);
  if (text === "") return;
  if (!isLate) {
    told.push({ role: "system", name, text });
    return;
  }
  const reminder = `<system-reminder>\n${text}\n</system-reminder>`;
  const last = told.at(-1);
  if (last?.role === "tool")
    told[told.length - 1] = { ...last, text: `${last.text}${GAP}${reminder}` };
  else told.push({ role: "user", name, parts: [{ type: "text", text: reminder }] });
}

/** Returns an instruction's text; tool changes are written as the tools' names. */
function toInstructionText(content: Of<"system">["content"]): string {
  if (typeof content === "string") return content;
  const texts = (content ?? []).map((block) => {
    if (block.type === "text") return block.text;
    return block.tool.name ?? block.tool.definition?.name ?? "";
  });
  return texts.filter((text) => text !== "").join(GAP);
}

/**
 * Reports whether Claude Code's Read tool provided what follows. Claude Code repeats that in every
 * later request, like a tool's result, so an error would end the session.
 */
function isReadNotice(message: InputMessage | undefined): boolean {
  if (message?.role !== "user") return false;
  const { content } = message;
  if (typeof content === "string") return content.startsWith(READ_NOTICE);
  return content.some((block) => block.type === "text" && block.text.startsWith(READ_NOTICE));
}

function toAnswer({ content }: Of<"assistant">, name: string): Message {
  if (typeof content === "string") return { role: "assistant", name, text: content, calls: [] };
  return {
    role: "assistant",
    name,
    text: content.map((block) => (block.type === "text" ? block.text : "")).join(""),
    calls: content.flatMap((block): Call[] => {
      if (block.type !== "tool_use") return [];
      const { id, name: called, input } = block;
      return [{ id, name: called, arguments: JSON.stringify(input ?? {}) }];
    }),
  };
}

/** Puts tool results first, as Anthropic's API requires. */
function toTurn({ content }: Of<"user">, name: string, isOld: boolean): Told {
  if (typeof content === "string") return { messages: [toText(content, name)], omitted: [] };
  const placed = content.map((block, at) => ({ block, name: `${name}.${at}`, isOld }));
  const results = placed.flatMap(({ block, name: at }) =>
    block.type === "tool_result" ? [toResult(block, at)] : [],
  );
  const { parts, omitted } = toParts(placed.flatMap(withoutResult));
  return {
    messages: [
      ...results.map(({ message }) => message),
      ...(parts.length > 0 ? [{ role: "user", name, parts } as const] : []),
    ],
    omitted: [...results.flatMap((it) => it.omitted), ...omitted],
  };
}

function withoutResult<T extends { block: UserBlock }>({ block, ...rest }: T) {
  return block.type === "tool_result" ? [] : [{ block, ...rest }];
}

const toText = (text: string, name: string): Message => ({
  role: "user",
  name,
  parts: [{ type: "text", text }],
});
