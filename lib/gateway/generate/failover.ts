import type { Failure, SparkErrorKind } from "../../core/errors";
import type { Source } from "../../streams/source";
import { mayFareBetter } from "../pool/cooldown-rules";
import type { Member } from "../pool/member";
import type { AppPool } from "../pool/pool";
import type { AppRequest, Attempt } from "./app-request";

/**
 * What to do after a failure: retry the same app after a pause, fail over to another app, or abort.
 */
type Decision = "retry" | "failover" | "abort";

/** Chooses the app for each attempt, and decides what to do when one fails. */
export type Failover<T> = {
  attempt: () => Promise<Source<T>> | Source<T>;
  classify: (failure: Failure | undefined) => Decision;
  /** Called when the first value has arrived. */
  onSuccess: () => void;
};

/**
 * Creates the failover for the caller's own app, whose limits are unknown, or for the server's apps
 * in turn.
 */
export function createFailover<T>(
  request: AppRequest,
  attempt: Attempt<T>,
  pool: AppPool,
): Failover<T> {
  const { credential, signal, onSent } = request;
  if (credential.owner === "server") return createPoolFailover(request, attempt, pool);
  const { owner: _, ...key } = credential;
  return {
    attempt: () => attempt(key, { signal, onSent, onGone: nothing }),
    classify: (failure) => (isTransient(failure) ? "retry" : "abort"),
    onSuccess: nothing,
  };
}

function createPoolFailover<T>(
  { model, service, group, signal, onApp, onSent }: AppRequest,
  attempt: Attempt<T>,
  pool: AppPool,
): Failover<T> {
  const tried = new Set<Member>();
  const excluded = new Set<Member>();
  const demand = { model, service, tried, excluded };
  let current: Member | undefined;

  return {
    async attempt() {
      current = undefined;
      const { member, key, markSent, release } = await pool.lease(demand, group, signal);
      current = member;
      onApp(member.label);
      const sent = (): void => {
        markSent();
        onSent();
      };
      try {
        return attempt(key, { signal, onSent: sent, onGone: release });
      } catch (error) {
        release();
        throw error;
      }
    },

    classify(failure) {
      // Either no app was tried because the queue rejected the request, or the error is our own bug
      // and not the app's.
      if (!current || !failure) return "abort";
      pool.report(current, demand, failure);
      tried.add(current);
      if (isTransient(failure)) return pool.hasFresh(demand) ? "failover" : "retry";
      if (!mayFareBetter(failure)) return "abort";
      excluded.add(current);
      return pool.hasOther(demand) ? "failover" : "abort";
    },

    onSuccess() {
      if (current) pool.report(current, demand, undefined);
    },
  };
}

const TRANSIENT: ReadonlySet<SparkErrorKind> = new Set(["concurrency", "rate", "unavailable"]);

/** Reports whether a failure may be over on the next attempt, on any app. */
function isTransient(failure: Failure | undefined): boolean {
  if (failure?.kind === "spark-handshake") return failure.status >= 500;
  if (failure?.kind === "spark-rejected") return TRANSIENT.has(failure.reason);
  return failure?.kind === "spark-unreachable" || failure?.kind === "spark-closed";
}

const nothing = (): void => {};
