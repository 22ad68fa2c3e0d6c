import type { Variant } from "@/lib/playground/conversation/types";
import { measure, toMetricTexts, UNKNOWN } from "@/lib/playground/inspector/metrics";
import { listDrawn } from "@/lib/playground/conversation/shown";
import { TURNS } from "@/lib/playground/i18n/turns";

import styles from "./answer-meta.module.css";
import { useWords } from "../context/i18n";

/** Finish reasons without a note: the usual end, and cuts that are explained by a sentence. */
const TOLD: ReadonlySet<string> = new Set(["stop", "length", "content_filter"]);

/** Shows what was measured and counted, and marks estimates. Shows nothing if nothing is known. */
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
