import type { Delta, Deltas } from "../../core/delta";
import { type Failure, findFailure, type SparkErrorKind } from "../../core/errors";
import { type Begun, startWith } from "../../streams/source";

const MAX_RETRIES = 2;

/** What may help after a failure: the same app after a pause, another one at once, or nothing. */
export type Verdict = "again" | "elsewhere" | "give up";

export type RetryOptions = {
  /** False once a byte has left: what was sent cannot be taken back. */
  mayRetry: () => boolean;
  classify: (failure: Failure | undefined) => Verdict;
  /** Waits before the given retry, 0 or 1; rejects when the caller leaves. */
  pause: (retry: number) => Promise<void>;
};

/**
 * Asks again, on a fresh connection, as long as Spark has not said anything valid.
 * Never after that, and never where the same question would get the same refusal.
 */
export function withRetry(open: () => Promise<Deltas> | Deltas, options: RetryOptions): Deltas {
  return startWith(() => begin(open, options));
}

async function begin(
  open: () => Promise<Deltas> | Deltas,
  { mayRetry, classify, pause }: RetryOptions,
): Promise<Begun<readonly Delta[]>> {
  for (let retry = 0; ; retry += 1) {
    try {
      const rest = await open();
      return { first: await rest.next(), rest };
    } catch (error) {
      const verdict = classify(findFailure(error));
      if (retry >= MAX_RETRIES || !mayRetry() || verdict === "give up") throw error;
      if (verdict === "again") await pause(retry);
      if (!mayRetry()) throw error;
    }
  }
}

const TRANSIENT: ReadonlySet<SparkErrorKind> = new Set(["concurrency", "rate", "unavailable"]);

/** Whether a failure may have passed the next time, whoever asks. */
export function isTransient(failure: Failure | undefined): boolean {
  if (failure?.kind === "spark-handshake") return failure.status >= 500;
  if (failure?.kind === "spark-rejected") return TRANSIENT.has(failure.reason);
  return failure?.kind === "spark-unreachable" || failure?.kind === "spark-closed";
}
