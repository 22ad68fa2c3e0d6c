import type { Variant } from "@/lib/playground/conversation/types";
import { measure, toMetricTexts, UNKNOWN } from "@/lib/playground/inspector/metrics";
import { listDrawn } from "@/lib/playground/conversation/shown";
import { TURNS } from "@/lib/playground/i18n/turns";

import styles from "./answer-meta.module.css";
import { useWords } from "../context/i18n";

/** Of the usual end there is nothing to tell, and of a cut one there is a sentence. */
const TOLD: ReadonlySet<string> = new Set(["stop", "length", "content_filter"]);

/** What was measured and counted; nothing where nothing was, never a guess in silence. */
export function AnswerMeta({ variant }: { variant: Variant }) {
  const words = useWords(TURNS);
  const metrics = measure(variant);
  const { firstToken, rate, tokens, total } = toMetricTexts(metrics);
  const drawn = listDrawn(variant).length;
  const note = metrics.isEstimated ? words.estimated : undefined;
  const isUnusual = metrics.finishReason !== null && !TOLD.has(metrics.finishReason);
  return (
    <p className={styles["facts"]}>
      <span className={styles["model"]}>{variant.model}</span>
      {drawn > 0 && (
        <span>
          {words.images(drawn)} · {total}
        </span>
      )}
      {firstToken !== UNKNOWN && (
        <span>
          {words.firstToken} {firstToken}
        </span>
      )}
      {rate !== UNKNOWN && <span title={note}>{rate}</span>}
      {tokens !== UNKNOWN && (
        <span title={note}>
          {tokens} tokens
          {metrics.choices > 1 && ` · ${words.together(metrics.choices)}`}
        </span>
      )}
      {isUnusual && (
        <span className={styles["reason"]} data-reason={metrics.finishReason}>
          {metrics.finishReason}
        </span>
      )}
    </p>
  );
}
