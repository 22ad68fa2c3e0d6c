import { findFailure } from "../../core/errors";

/** Whether a failure only says that too much was asked at once. */
export function isCrowded(error: unknown): boolean {
  const failure = findFailure(error);
  if (failure?.kind === "spark-handshake") return failure.status === 429;
  return (
    failure?.kind === "spark-rejected" &&
    (failure.reason === "rate" || failure.reason === "concurrency")
  );
}
