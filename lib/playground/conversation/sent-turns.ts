import { hasContent, isRunning, readShown } from "./shown";
import type { AnswerTurn, Turn } from "./types";

/**
 * The turns that go along with the next question. One that failed is left out together with its answer,
 * so that one bad image does not spoil all that follows.
 */
export function readSent(turns: readonly Turn[]): Turn[] {
  return turns.filter((turn, index) => !isLost(turn, turns[index + 1]));
}

function isLost(turn: Turn, next: Turn | undefined): boolean {
  if (turn.role === "tool") return false;
  if (turn.role === "assistant") return isFailed(turn);
  return next?.role === "assistant" && isFailed(next);
}

function isFailed(turn: AnswerTurn): boolean {
  const shown = readShown(turn);
  return !shown || shown.state === "failed" || (!isRunning(shown) && !hasContent(shown));
}
