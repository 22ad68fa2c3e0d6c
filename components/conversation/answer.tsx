import { memo } from "react";

import { readShown } from "@/lib/playground/conversation/shown";
import { readColumns } from "@/lib/playground/conversation/turns";
import type { AnswerTurn, Turn } from "@/lib/playground/conversation/types";
import { TURNS } from "@/lib/playground/i18n/turns";

import styles from "./answer.module.css";
import { VariantView } from "./variant-view";
import type { WireSpot } from "../inspector/use-panel";
import { useWords } from "../context/i18n";

type Props = {
  turn: AnswerTurn;
  /** What follows it, where its calls have their results. */
  results: readonly Turn[];
  isLast: boolean;
  isRunning: boolean;
  /** The event of its wire that is looked at. */
  spot: WireSpot | null;
  onWire: (spot: WireSpot) => void;
  onCredentials: () => void;
};

/** One answer, or those of two models side by side. */
export const Answer = memo(function AnswerArticle({ turn, isRunning, ...props }: Props) {
  const words = useWords(TURNS);
  const columns = readColumns(turn);
  const shown = readShown(turn);
  if (!shown) return null;
  const isSideBySide = columns.length > 1;
  return (
    <article
      className={styles["answer"]}
      aria-label={words.answer}
      aria-busy={isRunning}
      data-state={shown.state}
      data-columns={isSideBySide || undefined}
      // One that is settled need not be laid out while it is out of sight.
      data-settled={!isRunning && !props.isLast}
    >
      <h2 className="visually-hidden">{words.answer}</h2>
      {isSideBySide ? (
        columns.map((variant) => (
          <div
            key={variant.id}
            // No landmark: each answer of the conversation has the same two.
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset is for controls
            role="group"
            className={styles["column"]}
            aria-label={variant.model}
          >
            <VariantView {...props} turn={turn} variant={variant} isColumn />
          </div>
        ))
      ) : (
        <VariantView {...props} turn={turn} variant={shown} isColumn={false} />
      )}
    </article>
  );
});
