import { type Failure, findFailure, GatewayError, type SparkErrorKind } from "../../core/errors";
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
  const { credential, param } = request;
  const failure = findFailure(error);
  if (failure?.kind === "spark-handshake") {
    return new GatewayError({ ...failure, owner: credential.owner }, { cause: error });
  }
  if (failure?.kind !== "spark-rejected") return error;
  const facts = {
    ...(param !== undefined && { param }),
    ...FACTS[failure.reason]?.(request),
  };
  if (Object.keys(facts).length === 0) return error;
  return new GatewayError({ ...failure, ...facts }, { cause: error });
}

type Facts = Partial<Extract<Failure, { kind: "spark-rejected" }>>;

/** What the request knows of each reason. */
const FACTS: Readonly<Partial<Record<SparkErrorKind, (request: AppRequest) => Facts>>> = {
  "too-long": ({ contextTokens, estimatePrompt }) => ({
    contextTokens,
    promptTokens: estimatePrompt?.(),
  }),
  "unknown-model": ({ model }) => ({ model: model.id }),
  "not-granted": ({ consoleName }) => ({ consoleName }),
  "voice-not-granted": ({ consoleName, voice }) => ({ consoleName, voice }),
  "foreign-app": ({ credential }) => ({ owner: credential.owner }),
};
