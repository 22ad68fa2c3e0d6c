import { toFailure } from "./failure";
import type { Question } from "./gateway";
import { addPiece, endTurn, type Outcome, startTurn, type Turn } from "./turn";

type Options = { id: number; signal: AbortSignal; now: () => number };

/** One turn, again and again as it grows; the last one has an outcome. Never throws. */
export async function* converse(
  question: Question,
  { id, signal, now }: Options,
): AsyncGenerator<Turn, void, undefined> {
  const startedAt = now();
  const elapse = (): number => now() - startedAt;
  let turn = startTurn(id, question.message);
  yield turn;
  try {
    // Imported late: the client is heavier than the page.
    const { ask } = await import("./gateway");
    for await (const piece of ask(question, signal)) {
      turn = addPiece(turn, piece, elapse());
      yield turn;
    }
    yield endTurn(turn, signal.aborted ? { kind: "stopped" } : toOutcome(turn), elapse());
  } catch (error) {
    const failed: Outcome = { kind: "failed", failure: toFailure(error) };
    yield endTurn(turn, signal.aborted ? { kind: "stopped" } : failed, elapse());
  }
}

/** The stream is over. Only a finish reason proves that the answer is. */
function toOutcome({ finishReason }: Turn): Outcome {
  if (finishReason !== null) return { kind: "complete" };
  return { kind: "failed", failure: { kind: "network", detail: "no finish_reason" } };
}
