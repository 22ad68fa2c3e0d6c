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
  /** The turns that follow, which hold the results of its calls. */
  results: readonly Turn[];
  isLast: boolean;
  isRunning: boolean;
  /** The selected event of its wire log. */
  spot: WireSpot | null;
  onWire: (spot: WireSpot) => void;
  onCredentials: () => void;
};

/** Shows one answer, or those of two models side by side. */
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
      // A settled answer needs no layout while it is out of view.
      data-settled={!isRunning && !props.isLast}
    >
      <h2 className="visually-hidden">{words.answer}</h2>
      {isSideBySide ? (
        columns.map((variant) => (
          <div
            key={variant.id}
            // Not a landmark, because each answer of the conversation has the same two.
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
