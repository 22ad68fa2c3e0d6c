import type { AnswerTurn, Image, Turn, UserTurn } from "./types";
import { toFullText } from "./file-text";
import { readSent } from "./sent-turns";
import { hasContent, readShown } from "./shown";

type Options = { sees: boolean; detail?: "auto" | "low" | "high" };

/** Converts turns to OpenAI's messages, without failed ones. */
export function toMessages(turns: readonly Turn[], options: Options): unknown[] {
  const kept = readSent(turns);
  const asked = kept.findLastIndex(({ role }) => role === "user");
  const imageAt = findLatestImage(kept, options.sees ? 0 : asked);
  return kept.flatMap((turn, index) => {
    switch (turn.role) {
      case "user":
        return [toQuestion(turn, index === imageAt, options.detail)];
      case "assistant":
        return toAnswer(turn, kept.slice(index + 1));
      case "tool":
        return [{ role: "tool", tool_call_id: turn.callId, content: turn.text }];
    }
  });
}

/** Finds the newest image, the only one that Spark sees. Sending earlier ones would be a waste. */
function findLatestImage(turns: readonly Turn[], from: number): number {
  return turns.findLastIndex(
    (turn, index) => index >= from && turn.role === "user" && turn.images.some(isThere),
  );
}

/**
 * Returns whether an image still exists. One that could not be stored is gone after a reload, and
 * an empty address would be rejected.
 */
function isThere({ url }: Image): boolean {
  return url !== "";
}

function toQuestion(turn: UserTurn, hasImage: boolean, detail?: string): unknown {
  const { images } = turn;
  const text = toFullText(turn.text, turn.files);
  if (!hasImage) return { role: "user", content: text };
  const parts = images.filter(isThere).map(({ url }) => ({
    type: "image_url",
    image_url: { url, ...(detail && { detail }) },
  }));
  return { role: "user", content: [...(text ? [{ type: "text", text }] : []), ...parts] };
}

/** Includes only calls that were answered, because every API rejects an unanswered one. */
function toAnswer(turn: AnswerTurn, following: readonly Turn[]): unknown[] {
  const shown = readShown(turn);
  if (!shown || !hasContent(shown)) return [];
  const end = following.findIndex(({ role }) => role !== "tool");
  const results = end === -1 ? following : following.slice(0, end);
  const answered = shown.toolCalls.filter(({ id }) =>
    results.some((result) => result.role === "tool" && result.callId === id),
  );
  if (answered.length === 0) return shown.text ? [{ role: "assistant", content: shown.text }] : [];
  const calls = answered.map(({ id, name, arguments: text }) => ({
    id,
    type: "function",
    function: { name, arguments: text },
  }));
  return [{ role: "assistant", content: shown.text || null, tool_calls: calls }];
}
