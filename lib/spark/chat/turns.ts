import { GatewayError } from "../../core/errors";
import type { Generation, Message } from "../../core/generation";
import type { SparkTurn } from "./request";
import { type Draft, type HistoryStyle, toTurns, toWords } from "./history";
import { toText } from "./message-text";
import { IMAGE_QUESTION } from "./image";
import { estimateTokens } from "../../core/estimate-tokens";
import { estimateTurn } from "./prompt-tokens";

/** A conversation in Spark's form: the system text, then alternating user and assistant turns. */
export type Conversation = { system: string; turns: readonly SparkTurn[] };

const GAP = "\n\n";

/**
 * Converts OpenAI's free order of messages into Spark's strict order without losing text. System
 * texts are joined, adjacent messages of one role are merged, and anything before the first user
 * turn is written into that turn. Empty turns are dropped, unless they have an image: these get a
 * question, and `asked` holds the caller's names for their messages. If there are only
 * instructions, they become the user turn and are listed in `moved`.
 * @throws GatewayError `invalid-request` if Spark cannot answer the last turn
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
    // Translators and evaluators send only instructions, which then serve as the question.
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
 * Groups consecutive drafts of one role, which Spark treats as one turn. They are joined once at
 * the end, because a hostile request may contain hundreds of thousands.
 */
function createNeighbours() {
  const groups: Draft[][] = [];
  /** The calls of the latest turn that is not a result; only these may get a result. */
  let calls = new Set<string>();
  const isOrphan = ({ role, tool_call_id: id = "" }: Draft): boolean =>
    role === "tool" && !calls.has(id);

  return {
    isEmpty: (): boolean => groups.length === 0,
    add(draft: Draft): void {
      // A result that does not directly follow its call cannot be a turn of its own.
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

/** Removes the fields that were needed only for construction. */
function toTurn(draft: Draft): SparkTurn {
  const { role, tool_calls, tool_call_id } = draft;
  const content = isBlank(draft) && draft.imageName !== undefined ? IMAGE_QUESTION : draft.content;
  return { role, content, tool_calls, tool_call_id };
}

/**
 * Returns the turns to send. For a model without a system role, the first user turn carries the
 * system text.
 */
export function toSparkTurns({ system, turns }: Conversation, hasSystem: boolean): SparkTurn[] {
  if (system === "") return [...turns];
  return hasSystem ? [{ role: "system", content: system }, ...turns] : prepend(turns, [system]);
}

/**
 * Drops the oldest turns until the estimate fits. The system text and the last turn stay, and the
 * rest starts with a user turn, as Spark requires.
 */
export function truncate(
  { system, turns }: Conversation,
  limitTokens: number,
): { conversation: Conversation; dropped: number } {
  const sizes = turns.map(estimateTurn);
  let total = estimateTokens(system) + sizes.reduce((sum, size) => sum + size, 0);
  const lastUser = turns.findLastIndex(({ role }) => role === "user");
  let dropped = 0;
  while (dropped < lastUser && (total > limitTokens || turns[dropped]?.role !== "user")) {
    total -= sizes[dropped] ?? 0;
    dropped += 1;
  }
  return { conversation: { system, turns: turns.slice(dropped) }, dropped };
}

/** Puts texts in front of the first turn, which is a user turn. */
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
