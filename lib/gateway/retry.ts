import type { Delta, Deltas } from "../delta";
import { type Failure, findFailure } from "../errors";
import { classifyRefusal, isPassing } from "../spark/codes";

const MAX_RETRIES = 2;

export type RetryOptions = {
  /** False once a byte has left: what was sent cannot be taken back. */
  mayRetry: () => boolean;
  /** Waits before the given retry, 0 or 1; rejects when the caller leaves. */
  pause: (retry: number) => Promise<void>;
};

/**
 * Asks again, on a fresh connection, as long as Spark has not said anything valid (contract §9).
 * Never after that, and never where the same question would get the same refusal.
 */
export async function* retried(open: () => Deltas, { mayRetry, pause }: RetryOptions): Deltas {
  for (let retry = 0; ; retry += 1) {
    const source = open();
    let first: IteratorResult<readonly Delta[], void>;
    try {
      first = await source.next();
    } catch (error) {
      if (retry >= MAX_RETRIES || !mayRetry() || !isWorthRetrying(findFailure(error))) throw error;
      await pause(retry);
      if (!mayRetry()) throw error;
      continue;
    }
    if (first.done) return;
    yield first.value;
    yield* source;
    return;
  }
}

function isWorthRetrying(failure: Failure | undefined): boolean {
  if (failure?.kind === "spark-handshake") return failure.status >= 500;
  if (failure?.kind === "spark-rejected") {
    return isPassing(classifyRefusal(failure.code, failure.message));
  }
  return failure?.kind === "spark-unreachable" || failure?.kind === "spark-closed";
}
