import { findFailure } from "../../core/errors";

/** Reports whether a failure only means that too many requests ran at once. */
export function isCrowded(error: unknown): boolean {
  const failure = findFailure(error);
  if (failure?.kind === "spark-handshake") return failure.status === 429;
  return (
    failure?.kind === "spark-rejected" &&
    (failure.reason === "rate" || failure.reason === "concurrency")
  );
}
