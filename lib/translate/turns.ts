import { GatewayError } from "../errors";
import type { ChatMessage } from "../openai/schema";
import type { SparkTurn } from "../spark/request";
import { hasPicture, PICTURE_QUESTION } from "./pictures";
import { estimateTokens } from "./tokens";

/** A conversation as Spark sees it: instructions apart, then user and assistant in turns. */
export type Conversation = { system: string; turns: readonly SparkTurn[] };

const GAP = "\n\n";

/**
 * OpenAI's free order of messages in Spark's strict one (contract §5, `messages`). Nothing that was
 * said is lost: system texts are joined, equal neighbours merged, what the assistant said before the
 * first user turn is told in that turn. Only turns without text disappear.
 * @throws GatewayError `invalid-request` when the last message is not a user's with text.
 */
export function toConversation(messages: readonly ChatMessage[]): Conversation {
  const system: string[] = [];
  const opening: string[] = [];
  const turns: SparkTurn[] = [];
  for (const message of messages) {
    const content = toText(message);
    if (content.trim() === "") continue;
    if (message.role === "system" || message.role === "developer") {
      system.push(content);
    } else if (message.role === "assistant" && turns.length === 0) {
      opening.push(`Assistant: ${content}`);
    } else {
      push(turns, { role: message.role === "assistant" ? "assistant" : "user", content });
    }
  }
  requireQuestion(messages.at(-1), turns.at(-1));
  return { system: system.join(GAP), turns: prepend(turns, opening) };
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
  const sizes = turns.map((turn) => estimateTokens(turn.content));
  let total = estimateTokens(system) + sizes.reduce((sum, size) => sum + size, 0);
  let dropped = 0;
  while (dropped < turns.length - 1 && (total > limitTokens || turns[dropped]?.role !== "user")) {
    total -= sizes[dropped] ?? 0;
    dropped += 1;
  }
  return { conversation: { system, turns: turns.slice(dropped) }, dropped };
}

function push(turns: SparkTurn[], turn: SparkTurn): void {
  const last = turns.at(-1);
  if (last?.role === turn.role) last.content += GAP + turn.content;
  else turns.push(turn);
}

/** Texts put in front of the first turn, which is a user's. */
function prepend(turns: readonly SparkTurn[], texts: readonly string[]): SparkTurn[] {
  const [first, ...rest] = turns;
  if (!first || texts.length === 0) return [...turns];
  return [{ role: "user", content: [...texts, first.content].join(GAP) }, ...rest];
}

function requireQuestion(last: ChatMessage | undefined, turn: SparkTurn | undefined): void {
  if (last?.role === "user" && turn?.role === "user" && toText(last).trim() !== "") return;
  const message =
    last?.role === "user"
      ? "The last message has no text: put the question into it."
      : "The last message must come from the user: Spark answers a question.";
  throw new GatewayError({ kind: "invalid-request", message, param: "messages" });
}

/** The words of a message; a picture without any has the question that is asked about it. */
export function toText(message: ChatMessage): string {
  const { content } = message;
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  const parts: readonly { type: string; text?: string; refusal?: string }[] = content;
  const text = parts.map((part) => part.text ?? part.refusal ?? "").join("");
  return text.trim() === "" && hasPicture(message) ? PICTURE_QUESTION : text;
}
