import { memo } from "react";

import type { Words } from "@/lib/playground/dictionary";
import type { Turn, Usage } from "@/lib/playground/turn";

import { type Fact, Facts } from "./facts";
import { FailureCard } from "./failure-card";
import styles from "./turn-view.module.css";

type Props = { turn: Turn; words: Words };

/** Memoised: while one answer grows, those above it stay as they are. */
export const TurnView = memo(function TurnView({ turn, words }: Props) {
  const { question, reasoning, text, outcome, firstTokenMs } = turn;
  const isPending = outcome.kind === "pending";
  return (
    <article className={styles["turn"]}>
      <h3 className={styles["question"]}>{question}</h3>
      {reasoning && (
        <details className={styles["reasoning"]} open={isPending && !text}>
          <summary>{words.reasoning}</summary>
          <p>{reasoning}</p>
        </details>
      )}
      {(text || isPending) && (
        <p className={styles["answer"]} data-pending={isPending}>
          {text}
        </p>
      )}
      {outcome.kind === "stopped" && <p className={styles["stopped"]}>{words.stopped}</p>}
      {!isPending && firstTokenMs !== null && <Facts facts={toFacts(turn, words)} />}
      {outcome.kind === "failed" && <FailureCard failure={outcome.failure} words={words} />}
    </article>
  );
});

function toFacts({ firstTokenMs, totalMs, finishReason, usage }: Turn, words: Words): Fact[] {
  return [
    [words.firstToken, toDuration(firstTokenMs)],
    [words.total, toDuration(totalMs)],
    [words.finishReason, finishReason],
    [words.usage, usage && toTokens(usage)],
  ];
}

function toTokens({ promptTokens, completionTokens, isEstimated }: Usage): string {
  return `${isEstimated ? "≈ " : ""}${promptTokens} → ${completionTokens} tokens`;
}

function toDuration(milliseconds: number | null): string | null {
  return milliseconds === null ? null : `${Math.round(milliseconds)} ms`;
}
