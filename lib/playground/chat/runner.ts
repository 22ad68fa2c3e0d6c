import type { Turn } from "../conversation/types";
import type { Autosave } from "../storage/autosave";
import { continueAnswer } from "./continue-answer";
import { runAnswer } from "./run-answer";
import { LEFT, type Run, type RunDeps } from "./run-requests";

export type Runner = {
  /** Stops the answer and resolves once it has ended; the text so far stays. */
  stop: () => Promise<void>;
  /** Interrupts the answer because another conversation is opened; it can be requested again. */
  leave: () => Promise<void>;
  answer: (turns: Turn[], options?: { answerId?: string; rival?: string | null }) => Promise<void>;
  goOn: (answerId: string) => Promise<void>;
};

/** Creates the runner, which runs one answer at a time. */
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
