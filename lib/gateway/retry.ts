import type { Delta, Deltas } from "../delta";
import { type Failure, findFailure } from "../errors";
import { classifyRefusal, isPassing } from "../spark/codes";
import { type Begun, startWith } from "../stream";

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
export function retried(open: () => Deltas, options: RetryOptions): Deltas {
  return startWith(() => begin(open, options));
}

async function begin(
  open: () => Deltas,
  { mayRetry, pause }: RetryOptions,
): Promise<Begun<readonly Delta[]>> {
  for (let retry = 0; ; retry += 1) {
    const rest = open();
    try {
      return { first: await rest.next(), rest };
    } catch (error) {
      if (retry >= MAX_RETRIES || !mayRetry() || !isWorthRetrying(findFailure(error))) throw error;
      await pause(retry);
      if (!mayRetry()) throw error;
    }
  }
}

function isWorthRetrying(failure: Failure | undefined): boolean {
  if (failure?.kind === "spark-handshake") return failure.status >= 500;
  if (failure?.kind === "spark-rejected") {
    return isPassing(classifyRefusal(failure.code, failure.message));
  }
  return failure?.kind === "spark-unreachable" || failure?.kind === "spark-closed";
}
