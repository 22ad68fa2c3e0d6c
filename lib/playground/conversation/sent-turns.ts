import { hasContent, isRunning, listDrawn, readShown } from "./shown";
import type { AnswerTurn, Turn } from "./types";

/**
 * Returns the turns that are sent with the next question. A failed question is left out together
 * with its answer, so that one bad image does not spoil everything after it. So is a prompt for
 * images with its images, because no chat model answered it.
 */
export function readSent(turns: readonly Turn[]): Turn[] {
  return turns.filter((turn, index) => !isLost(turn, turns[index + 1]));
}

function isLost(turn: Turn, next: Turn | undefined): boolean {
  if (turn.role === "tool") return false;
  const answer = turn.role === "assistant" ? turn : next;
  return answer?.role === "assistant" && (isFailed(answer) || isDrawn(answer));
}

function isDrawn(turn: AnswerTurn): boolean {
  const shown = readShown(turn);
  return shown !== undefined && listDrawn(shown).length > 0;
}

function isFailed(turn: AnswerTurn): boolean {
  const shown = readShown(turn);
  return !shown || shown.state === "failed" || (!isRunning(shown) && !hasContent(shown));
}
