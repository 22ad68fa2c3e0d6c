import type { Variant } from "@/lib/playground/conversation/types";
import { TURNS } from "@/lib/playground/i18n/turns";

import { useWords } from "../context/i18n";
import styles from "./ending.module.css";

type Props = {
  variant: Variant;
  /** Absent if there is nothing to continue, or not now. */
  onContinue: (() => void) | undefined;
  onRetry: (() => void) | undefined;
};

/** Explains how an answer ended if its text does not: stopped or cut off, and by whom. */
export function Ending({ variant, onContinue, onRetry }: Props) {
  const words = useWords(TURNS);
  const kind = findKind(variant);
  if (!kind) return null;
  return (
    <p className={styles["ending"]} data-kind={kind}>
      {words[kind]}
      {onContinue && (
        <button type="button" className={styles["act"]} onClick={onContinue}>
          {words.goOn}
        </button>
      )}
      {kind === "interrupted" && onRetry && (
        <button type="button" className={styles["act"]} onClick={onRetry}>
          {words.retry}
        </button>
      )}
    </p>
  );
}

type Kind = "stopped" | "interrupted" | "cutByLength" | "cutByReview";

function findKind({ state, finishReason }: Variant): Kind | null {
  switch (state) {
    case "stopped":
    case "interrupted":
      return state;
    case "done":
      if (finishReason === "length") return "cutByLength";
      return finishReason === "content_filter" ? "cutByReview" : null;
    case "waiting":
    case "streaming":
    case "failed":
      return null;
  }
}
