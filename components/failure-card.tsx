import type { Words } from "@/lib/playground/dictionary";
import type { Failure } from "@/lib/playground/failure";

import { type Fact, Facts } from "./facts";
import styles from "./failure-card.module.css";

/** What happened, why, and what to find it by in the gateway's log. */
export function FailureCard({ failure, words }: { failure: Failure; words: Words }) {
  return (
    <div role="alert" className={styles["card"]}>
      <strong>{words[failure.kind]}</strong>
      <p>{failure.kind === "refused" ? failure.message : words.networkAdvice}</p>
      <Facts facts={toFacts(failure, words)} />
    </div>
  );
}

function toFacts(failure: Failure, words: Words): Fact[] {
  switch (failure.kind) {
    case "refused":
      return [
        [words.status, failure.status],
        [words.code, failure.code],
        [words.requestId, failure.requestId],
      ];
    case "network":
      return [[words.detail, failure.detail]];
  }
}
