import { GatewayError } from "../errors";
import type { ChatMessage } from "../openai/schema";
import type { SparkTurn } from "../spark/request";
import { type Draft, type HistoryStyle, tell, toTurns } from "./history";
import { toText } from "./message-text";
import { PICTURE_QUESTION } from "./pictures";
import { estimateTokens } from "./tokens";

/** A conversation as Spark sees it: instructions apart, then user and assistant in turns. */
export type Conversation = { system: string; turns: readonly SparkTurn[] };

const GAP = "\n\n";

/**
 * OpenAI's free order of messages in Spark's strict one. Nothing that was
 * said is lost: system texts are joined, equal neighbours merged, what came before the first user
 * turn is told in that turn. Only turns without text disappear, but for those with a picture, which
 * get a question: `asked` holds the places of their messages.
 * @throws GatewayError `invalid-request` when the last turn is nothing that Spark can answer.
 */
export function toConversation(
  messages: readonly ChatMessage[],
  style: HistoryStyle,
): Conversation & { asked: readonly number[] } {
  const drafts: Draft[] = [];
  const opening: string[] = [];
  for (const draft of toTurns(messages, style)) {
    if (isBlank(draft) && !draft.tool_calls && draft.pictureAt === undefined) continue;
    if (drafts.length === 0 && draft.role === "assistant") {
      opening.push(`Assistant: ${tell(draft).content}`);
    } else push(drafts, isOrphan(draft, drafts) ? tell(draft) : draft);
  }
  requireQuestion(drafts.at(-1));

  const system = messages
    .filter(({ role }) => role === "system" || role === "developer")
    .map(toText)
    .filter((text) => text.trim() !== "");
  return {
    system: system.join(GAP),
    turns: prepend(drafts.map(toTurn), opening),
    asked: drafts.flatMap((draft) => (isBlank(draft) ? (draft.pictureAt ?? []) : [])),
  };
}

const isBlank = ({ content, tool_calls: calls }: Draft): boolean => content.trim() === "" && !calls;

/** A result whose call is not right before it: it has no place as a turn of its own. */
function isOrphan({ role, tool_call_id: id }: Draft, drafts: readonly Draft[]): boolean {
  if (role !== "tool") return false;
  const caller = drafts.findLast((draft) => draft.role !== "tool");
  return !caller?.tool_calls?.some((call) => call.id === id);
}

/** The draft without what was only for making it. */
function toTurn(draft: Draft): SparkTurn {
  const { role, tool_calls, tool_call_id } = draft;
  const content =
    isBlank(draft) && draft.pictureAt !== undefined ? PICTURE_QUESTION : draft.content;
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

function push(drafts: Draft[], draft: Draft): void {
  const last = drafts.at(-1);
  if (last?.role !== draft.role || draft.role === "tool") {
    drafts.push(draft);
    return;
  }
  last.content = [last.content, draft.content].filter((text) => text.trim() !== "").join(GAP);
  if (draft.tool_calls) last.tool_calls = [...(last.tool_calls ?? []), ...draft.tool_calls];
  if (draft.pictureAt !== undefined) last.pictureAt = draft.pictureAt;
}

/** Texts put in front of the first turn, which is a user's. */
function prepend(turns: readonly SparkTurn[], texts: readonly string[]): SparkTurn[] {
  const [first, ...rest] = turns;
  if (!first || texts.length === 0) return [...turns];
  return [{ ...first, content: [...texts, first.content].join(GAP) }, ...rest];
}

function requireQuestion(last: Draft | undefined): void {
  if (last && last.role !== "assistant") return;
  throw new GatewayError({
    kind: "invalid-request",
    message:
      "The last message with text must come from the user or a tool: Spark answers a question.",
    param: "messages",
  });
}
