import type { Turn } from "../conversation/types";
import type { Autosave } from "../storage/autosave";
import { continueAnswer } from "./continue-answer";
import { runAnswer } from "./run-answer";
import { LEFT, type Run, type RunDeps } from "./run-requests";

export type Runner = {
  /** Resolves once the answer has ended; what has come of it stays. */
  stop: () => Promise<void>;
  /** The same where another conversation is opened: the answer is interrupted, and can be asked for again. */
  leave: () => Promise<void>;
  answer: (turns: Turn[], options?: { answerId?: string; rival?: string | null }) => Promise<void>;
  goOn: (answerId: string) => Promise<void>;
};

/** One answer at a time is on its way. */
export function createRunner(deps: RunDeps, autosave: Autosave): Runner {
  let running: { controller: AbortController; ended: Promise<void> } | undefined;
  const end = async (reason?: DOMException): Promise<void> => {
    running?.controller.abort(reason);
    await running?.ended;
  };
  const start = async (ask: (run: Run) => Promise<void>): Promise<void> => {
    const controller = new AbortController();
    const ended = ask({ deps, autosave, signal: controller.signal });
    running = { controller, ended };
    await ended;
  };
  return {
    answer: (turns, { answerId = deps.createId(), rival = null } = {}) =>
      start((run) => runAnswer(run, turns, { answerId, rival })),
    goOn: (answerId) => start((run) => continueAnswer(run, answerId)),
    stop: () => end(),
    leave: () => end(LEFT),
  };
}
