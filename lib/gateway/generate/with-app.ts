import { findFailure, GatewayError } from "../../core/errors";
import { type Source, startWith } from "../../streams/source";
import type { AppPool } from "../pool/pool";
import type { AppRequest, Attempt } from "./app-request";
import { createFailover } from "./failover";

const MAX_RETRIES = 2;
const RETRY_BASE_MS = 500;

export type AppDependencies = {
  pool: AppPool;
  /** Returns a number from 0 up to, but not including, 1. */
  random: () => number;
  /** Waits; rejects when the signal aborts. */
  delay: (milliseconds: number, signal: AbortSignal) => Promise<void>;
};

/**
 * Makes attempts, each on a new connection, until one yields its first value. It waits in the queue
 * for an app, retries with jittered backoff, and fails over to another app. It never retries after
 * the first value, or when the same request would be rejected again.
 */
export function withApp<T>(
  request: AppRequest,
  attempt: Attempt<T>,
  { pool, random, delay }: AppDependencies,
): Source<T> {
  const { signal, mayRetry } = request;
  const failover = createFailover(request, attempt, pool);
  return startWith(async () => {
    for (let retry = 0; ; retry += 1) {
      try {
        const rest = await failover.attempt();
        const first = await rest.next();
        failover.onSuccess();
        return { first, rest };
      } catch (thrown) {
        const error = reclassify(thrown, request);
        const decision = failover.classify(findFailure(error));
        if (retry >= MAX_RETRIES || !mayRetry() || decision === "abort") {
          throw withFacts(error, request);
        }
        if (decision === "retry") {
          await delay(RETRY_BASE_MS * 2 ** retry * (0.5 + random() / 2), signal);
        }
        if (!mayRetry()) throw withFacts(error, request);
        request.onRetry?.();
      }
    }
  });
}

/** Replaces a failure's reason with the code's meaning for this service. */
function reclassify(error: unknown, { errors }: AppRequest): unknown {
  const failure = findFailure(error);
  const reason = failure?.kind === "spark-rejected" ? errors?.[failure.code] : undefined;
  if (failure?.kind !== "spark-rejected" || reason === undefined) return error;
  return new GatewayError({ ...failure, reason }, { cause: error });
}

/**
 * Adds facts that only the request knows: the owner of the rejected credential and the model's
 * limit.
 */
function withFacts(error: unknown, request: AppRequest): unknown {
  const { credential, model, contextTokens, estimatePrompt, consoleName, param } = request;
  const failure = findFailure(error);
  if (failure?.kind === "spark-handshake") {
    return new GatewayError({ ...failure, owner: credential.owner }, { cause: error });
  }
  if (failure?.kind !== "spark-rejected") return error;
  const { reason } = failure;
  const facts = {
    ...(param !== undefined && { param }),
    ...(reason === "too-long" && { contextTokens, promptTokens: estimatePrompt?.() }),
    ...(reason === "unknown-model" && { model: model.id }),
    ...(reason === "not-granted" && { consoleName }),
    ...(reason === "foreign-app" && { owner: credential.owner }),
  };
  if (Object.keys(facts).length === 0) return error;
  return new GatewayError({ ...failure, ...facts }, { cause: error });
}
