import type { Deltas } from "../../core/delta";
import type { Failure } from "../../core/errors";
import { startAttempt, type UpstreamRequest } from "./upstream";
import type { Deps } from "../server/deps";
import { isTransient, type Verdict } from "./retry";
import { findCooldownReason } from "../pool/cooldown-rules";
import type { Member } from "../pool/member";
import type { RequestGroup } from "../pool/pool";

/** Asks one question, as often as it takes, each time on a connection of its own. */
export type Failover = {
  attempt: () => Promise<Deltas> | Deltas;
  /** What is to be done about a failure before the first content. */
  classify: (failure: Failure | undefined) => Verdict;
  /** The first content is here. */
  onSuccess: () => void;
};

export type FailoverOptions = {
  signal: AbortSignal;
  group: RequestGroup;
  /** Which of the server's apps is asked now. */
  onApp: (label: string) => void;
  /** The question has left. */
  onSent: () => void;
  onFrames: (count: number) => void;
};

/** With the caller's own key, of whose limits nothing is known; or with the server's apps in turn. */
export function createFailover(
  question: UpstreamRequest,
  options: FailoverOptions,
  deps: Deps,
): Failover {
  const { credential } = question;
  if (credential.owner === "server") return createPoolFailover(question, options, deps);
  return {
    attempt: () =>
      startAttempt(
        question,
        {
          ...credential,
          signal: options.signal,
          onSent: options.onSent,
          onFrames: options.onFrames,
        },
        deps,
      ),
    classify: (failure) => (isTransient(failure) ? "again" : "give up"),
    onSuccess: () => {},
  };
}

function createPoolFailover(
  question: UpstreamRequest,
  options: FailoverOptions,
  deps: Deps,
): Failover {
  const { apps } = deps;
  const { signal, group, onApp, onSent, onFrames } = options;
  const { model, service } = question;
  const tried = new Set<Member>();
  const excluded = new Set<Member>();
  const demand = { model, service, tried, excluded };
  let asked: Member | undefined;

  return {
    async attempt() {
      asked = undefined;
      const { member, key, markSent, release } = await apps.lease(demand, group, signal);
      asked = member;
      onApp(member.label);
      const leave = (): void => {
        markSent();
        onSent();
      };
      try {
        return startAttempt(
          question,
          { ...key, signal, onFrames, onSent: leave, onGone: release },
          deps,
        );
      } catch (error) {
        release();
        throw error;
      }
    },

    classify(failure) {
      // Nobody was asked: the wait was in vain.
      if (!asked) return "give up";
      apps.report(asked, demand, failure);
      tried.add(asked);
      if (isTransient(failure)) return apps.hasFresh(demand) ? "elsewhere" : "again";
      if (findCooldownReason(failure) === undefined) return "give up";
      excluded.add(asked);
      return apps.hasOther(demand) ? "elsewhere" : "give up";
    },

    onSuccess() {
      if (asked) apps.report(asked, demand, undefined);
    },
  };
}
