import { GatewayError } from "../../core/errors";
import type { Generation, Message } from "../../core/generation";
import type { SparkTurn } from "./request";
import { type Draft, type HistoryStyle, toTurns, toWords } from "./history";
import { toText } from "./message-text";
import { IMAGE_QUESTION } from "./image";
import { estimateTokens } from "../../core/estimate-tokens";

/** A conversation as Spark sees it: instructions apart, then user and assistant in turns. */
export type Conversation = { system: string; turns: readonly SparkTurn[] };

const GAP = "\n\n";

/**
 * OpenAI's free order of messages in Spark's strict one. Nothing that was
 * said is lost: system texts are joined, equal neighbours merged, what came before the first user
 * turn is put into words in that turn. Only turns without text disappear, but for those with an image, which
 * get a question: `asked` holds what the caller calls their messages. Instructions alone become the
 * user turn: they are in `moved`.
 * @throws GatewayError `invalid-request` when the last turn is nothing that Spark can answer.
 */
export function toConversation(
  { name, value: messages }: Generation["messages"],
  style: HistoryStyle,
): Conversation & { asked: readonly string[]; moved: readonly Message[] } {
  const neighbours = createNeighbours();
  const opening: string[] = [];
  for (const draft of toTurns(messages, style)) {
    if (isBlank(draft) && draft.imageName === undefined) continue;
    if (neighbours.isEmpty() && draft.role === "assistant") {
      opening.push(`Assistant: ${toWords(draft).content}`);
    } else neighbours.add(draft);
  }
  const drafts = neighbours.list();
  const instructions = messages.filter(
    (message) => message.role === "system" && message.text.trim() !== "",
  );
  const system = instructions.map(toText);
  if (drafts.length + opening.length === 0 && instructions.length > 0) {
    // Translators and evaluators send instructions alone: they are the question.
    const content = system.join(GAP);
    return { system: "", turns: [{ role: "user", content }], asked: [], moved: instructions };
  }
  requireQuestion(drafts.at(-1), name);
  return {
    moved: [],
    system: system.join(GAP),
    turns: prepend(drafts.map(toTurn), opening),
    asked: drafts.flatMap((draft) => (isBlank(draft) ? (draft.imageName ?? []) : [])),
  };
}

const isBlank = ({ content, tool_calls: calls }: Draft): boolean => content.trim() === "" && !calls;

/**
 * Drafts of one role that follow each other, and are one turn to Spark. They are put together at the
 * end and not one by one: a stranger may send hundreds of thousands.
 */
function createNeighbours() {
  const groups: Draft[][] = [];
  /** The calls of the latest turn that is no result: those that a result may belong to. */
  let calls = new Set<string>();
  const isOrphan = ({ role, tool_call_id: id = "" }: Draft): boolean =>
    role === "tool" && !calls.has(id);

  return {
    isEmpty: (): boolean => groups.length === 0,
    add(draft: Draft): void {
      // A result whose call is not right before it has no place as a turn of its own.
      const turn = isOrphan(draft) ? toWords(draft) : draft;
      const last = groups.at(-1);
      if (turn.role !== "tool" && last?.[0]?.role === turn.role) last.push(turn);
      else {
        groups.push([turn]);
        if (turn.role !== "tool") calls = new Set();
      }
      for (const { id } of turn.tool_calls ?? []) calls.add(id);
    },
    list: (): Draft[] => groups.flatMap(join),
  };
}

function join(group: readonly Draft[]): Draft[] {
  const [first, ...others] = group;
  if (!first || others.length === 0) return first ? [first] : [];
  const calls = group.flatMap((draft) => draft.tool_calls ?? []);
  const imageName = group.findLast((draft) => draft.imageName !== undefined)?.imageName;
  const texts = group.map(({ content }) => content).filter((text) => text.trim() !== "");
  return [
    {
      ...first,
      content: texts.join(GAP),
      ...(calls.length > 0 && { tool_calls: calls }),
      ...(imageName !== undefined && { imageName }),
    },
  ];
}

/** The draft without what was only for making it. */
function toTurn(draft: Draft): SparkTurn {
  const { role, tool_calls, tool_call_id } = draft;
  const content = isBlank(draft) && draft.imageName !== undefined ? IMAGE_QUESTION : draft.content;
  return { role, content, tool_calls, tool_call_id };
}

/** The turns that are sent; where the model has no system role, the first user turn carries it. */
export function toSparkTurns({ system, turns }: Conversation, hasSystem: boolean): SparkTurn[] {
  if (system === "") return [...turns];
  return hasSystem ? [{ role: "system", content: system }, ...turns] : prepend(turns, [system]);
}

/**
 * Drops the oldest turns until the estimate fits. The system text and the last turn stay, and what
 * remains begins with a user turn, as Spark wants it.
 */
export function truncate(
  { system, turns }: Conversation,
  limitTokens: number,
): { conversation: Conversation; dropped: number } {
  const sizes = turns.map(({ content }) => estimateTokens(content));
  let total = estimateTokens(system) + sizes.reduce((sum, size) => sum + size, 0);
  const lastUser = turns.findLastIndex(({ role }) => role === "user");
  let dropped = 0;
  while (dropped < lastUser && (total > limitTokens || turns[dropped]?.role !== "user")) {
    total -= sizes[dropped] ?? 0;
    dropped += 1;
  }
  return { conversation: { system, turns: turns.slice(dropped) }, dropped };
}

/** Texts put in front of the first turn, which is a user's. */
function prepend(turns: readonly SparkTurn[], texts: readonly string[]): SparkTurn[] {
  const [first, ...rest] = turns;
  if (!first || texts.length === 0) return [...turns];
  return [{ ...first, content: [...texts, first.content].join(GAP) }, ...rest];
}

function requireQuestion(last: Draft | undefined, param: string): void {
  if (last && last.role !== "assistant") return;
  throw new GatewayError({
    kind: "invalid-request",
    message:
      "The last message with text must come from the user or a tool: Spark answers a question.",
    param,
  });
}
