import type { Words } from "@/lib/playground/dictionary";
import type { Turn } from "@/lib/playground/turn";

import styles from "./log.module.css";
import { TurnView } from "./turn-view";

/** The log itself is silent: read out, an answer would begin again with each word that arrives. */
export function Log({ turns, words }: { turns: readonly Turn[]; words: Words }) {
  return (
    <>
      <div role="log" aria-live="off" aria-label={words.conversation} className={styles["log"]}>
        {turns.map((turn) => (
          <TurnView key={turn.id} turn={turn} words={words} />
        ))}
        {turns.length === 0 && (
          <div className={styles["empty"]}>
            <p>{words.empty}</p>
            <p>{words.emptyNote}</p>
          </div>
        )}
      </div>
      <output className="visually-hidden">{announce(turns.at(-1), words)}</output>
    </>
  );
}

function announce(turn: Turn | undefined, words: Words): string {
  switch (turn?.outcome.kind) {
    case "pending":
      return words.generating;
    case "complete":
      return words.complete;
    case "stopped":
      return words.stopped;
    // The card is an alert and speaks for itself.
    case "failed":
    case undefined:
      return "";
  }
}
