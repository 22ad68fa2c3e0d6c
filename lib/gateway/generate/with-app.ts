import { findFailure, GatewayError } from "../../core/errors";
import type { Key } from "../../spark/key";
import { type Source, startWith } from "../../streams/source";
import type { Credential } from "../http/credential";
import type { AppPool, RequestGroup } from "../pool/pool";
import type { ServedModel } from "../pool/cooldowns";
import type { Service } from "../../core/service";
import { createFailover } from "./failover";

const MAX_RETRIES = 2;
const RETRY_BASE_MS = 500;

/** A request to one of iFlytek's services, on the caller's own app or on one of the server's. */
export type AppRequest = {
  credential: Credential;
  model: ServedModel;
  service: Service;
  /** The permits of the whole request, whose parts may wait for each other. */
  group: RequestGroup;
  signal: AbortSignal;
  /** False once a byte has left: what was sent cannot be taken back. */
  mayRetry: () => boolean;
  /** Which of the server's apps is tried now. */
  onApp: (label: string) => void;
  /** The request has been sent. */
  onSent: () => void;
};

/** One try on one app, with what opens it. The connection calls the hooks. */
export type Attempt<T> = (key: Key, hooks: AttemptHooks) => Source<T>;

type AttemptHooks = {
  signal: AbortSignal;
  /** Call when the request has been sent: from now on it counts. */
  onSent: () => void;
  /** Call when the connection has ended, however it ended. */
  onGone: () => void;
};

export type AppDependencies = {
  pool: AppPool;
  /** From 0 up to 1. */
  random: () => number;
  /** Rejects when the signal aborts. */
  delay: (milliseconds: number, signal: AbortSignal) => Promise<void>;
};

/**
 * Makes attempts, each on a fresh connection, until one yields its first value: waits in the queue for
 * an app, retries with jittered backoff, and fails over to another app. Never after the first value,
 * and never where the same request would get the same refusal.
 */
export function withApp<T>(
  request: AppRequest,
  attempt: Attempt<T>,
  { pool, random, delay }: AppDependencies,
): Source<T> {
  const { credential, signal, mayRetry } = request;
  const failover = createFailover(request, attempt, pool);
  return startWith(async () => {
    for (let retry = 0; ; retry += 1) {
      try {
        const rest = await failover.attempt();
        const first = await rest.next();
        failover.onSuccess();
        return { first, rest };
      } catch (error) {
        const decision = failover.classify(findFailure(error));
        if (retry >= MAX_RETRIES || !mayRetry() || decision === "abort") {
          throw withOwner(error, credential.owner);
        }
        if (decision === "retry") {
          await delay(RETRY_BASE_MS * 2 ** retry * (0.5 + random() / 2), signal);
        }
        if (!mayRetry()) throw withOwner(error, credential.owner);
      }
    }
  });
}

/** A refused credential is the caller's to mend, or the operator's. */
function withOwner(error: unknown, owner: Credential["owner"]): unknown {
  const failure = findFailure(error);
  if (failure?.kind !== "spark-handshake") return error;
  return new GatewayError({ ...failure, owner }, { cause: error });
}
