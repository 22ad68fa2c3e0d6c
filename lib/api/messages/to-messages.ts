import type { Call, Message } from "../../core/generation";
import type { InputMessage } from "./message-schema";
import type { MessagesRequest } from "./request-schema";
import { toParts, type UserBlock } from "./to-parts";
import { toResult } from "./to-result";

type Of<Role> = Extract<InputMessage, { role: Role }>;
/** What a message becomes, and the places of what had to be left out of it. */
type Told = { messages: readonly Message[]; omitted: readonly string[] };

const GAP = "\n\n";
/** Claude Code's own account of who runs it; Anthropic's server drops it as well. */
const ATTRIBUTION = "x-anthropic-billing-header";

/** The conversation with its instructions, in words of neither side. */
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
        const turn = toTurn(message, name, at < lastAnswer);
        // One by one: a stranger may send so many that they are no list of arguments.
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
 * Claude Code says something about its surroundings in the middle of the conversation. Once the model
 * has answered it belongs to the user's turn where it was said, since Spark knows no instructions
 * there; and where that turn is the result of a call, the result stays the last thing that was said.
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

/** Changes of tools are told by their names. */
function toInstructionText(content: Of<"system">["content"]): string {
  if (typeof content === "string") return content;
  const texts = (content ?? []).map((block) => {
    if (block.type === "text") return block.text;
    return block.tool.name ?? block.tool.definition?.name ?? "";
  });
  return texts.filter((text) => text !== "").join(GAP);
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

/** The results of tools come first, as Anthropic's API wants them. */
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
