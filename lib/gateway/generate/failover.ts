import type { Deltas } from "../../core/delta";
import type { Failure } from "../../core/errors";
import { askSpark, type Question } from "./upstream";
import type { Deps } from "../server/deps";
import { isPassing, type Verdict } from "./retry";
import { findCause } from "../pool/cooldown-rules";
import type { Member } from "../pool/member";
import type { Party } from "../pool/pool";

/** Asks one question, as often as it takes, each time on a connection of its own. */
export type Asker = {
  ask: () => Promise<Deltas> | Deltas;
  /** What is to be done about a failure before the first content. */
  judge: (failure: Failure | undefined) => Verdict;
  /** The first content is here. */
  succeed: () => void;
};

export type AskerOptions = {
  signal: AbortSignal;
  party: Party;
  /** Which of the server's apps is asked now. */
  onApp: (label: string) => void;
  /** The question has left. */
  onSent: () => void;
  onFrames: (count: number) => void;
};

/** With the caller's own key, of whose limits nothing is known; or with the server's apps in turn. */
export function createAsker(question: Question, options: AskerOptions, deps: Deps): Asker {
  const { credential } = question;
  if (credential.owner === "server") return createPoolAsker(question, options, deps);
  return {
    ask: () =>
      askSpark(
        question,
        {
          ...credential,
          signal: options.signal,
          onSent: options.onSent,
          onFrames: options.onFrames,
        },
        deps,
      ),
    judge: (failure) => (isPassing(failure) ? "again" : "give up"),
    succeed: () => {},
  };
}

function createPoolAsker(question: Question, options: AskerOptions, deps: Deps): Asker {
  const { apps } = deps;
  const { signal, party, onApp, onSent, onFrames } = options;
  const { model, service } = question;
  const tried = new Set<Member>();
  const barred = new Set<Member>();
  const wants = { model, service, tried, barred };
  let asked: Member | undefined;

  return {
    async ask() {
      asked = undefined;
      const { member, key, sent, gone } = await apps.lease(wants, party, signal);
      asked = member;
      onApp(member.label);
      const leave = (): void => {
        sent();
        onSent();
      };
      try {
        return askSpark(question, { ...key, signal, onFrames, onSent: leave, onGone: gone }, deps);
      } catch (error) {
        gone();
        throw error;
      }
    },

    judge(failure) {
      // Nobody was asked: the wait was in vain.
      if (!asked) return "give up";
      apps.report(asked, wants, failure);
      tried.add(asked);
      if (isPassing(failure)) return apps.hasFresh(wants) ? "elsewhere" : "again";
      if (findCause(failure) === undefined) return "give up";
      barred.add(asked);
      return apps.hasOther(wants) ? "elsewhere" : "give up";
    },

    succeed() {
      if (asked) apps.report(asked, wants, undefined);
    },
  };
}
