"use client";

import { useState } from "react";

import { ANSWER } from "@/lib/playground/i18n/answer";

import { useWords } from "../context/i18n";
import styles from "./thinking.module.css";

type Props = {
  reasoning: string;
  /** Its duration; null while it is running, or if unknown. */
  durationMs: number | null;
  isThinking: boolean;
};

/**
 * Shows the reasoning: open while the model reasons, folded once the answer begins. After the
 * reader opens or folds it, that choice stays.
 */
export function Thinking({ reasoning, durationMs, isThinking }: Props) {
  const words = useWords(ANSWER);
  const [wanted, setWanted] = useState<boolean | null>(null);
  const isOpen = wanted ?? isThinking;
  return (
    <details
      className={styles["thinking"]}
      open={isOpen}
      // Called for every change; only one that this component did not make is the reader's.
      onToggle={({ currentTarget: { open } }) => {
        if (open !== isOpen) setWanted(open);
      }}
    >
      <summary>
        {isThinking ? words.thinking : words.thought}
        {durationMs !== null && <span> · {toSeconds(durationMs)}</span>}
      </summary>
      <p>{reasoning}</p>
    </details>
  );
}

function toSeconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
