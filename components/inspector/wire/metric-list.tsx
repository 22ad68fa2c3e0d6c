import { useWords } from "@/components/context/i18n";
import type { Variant } from "@/lib/playground/conversation/types";
import { measure, type MetricTexts, toMetricTexts } from "@/lib/playground/inspector/metrics";
import { INSPECTOR } from "@/lib/playground/i18n/inspector";

import styles from "./metric-list.module.css";

const ORDER = ["firstToken", "total", "rate", "tokens", "finishReason"] as const;

/** Shows the figures of an answer, with a dash for unknown ones. */
export function MetricList({
  answer,
}: {
  answer: Pick<Variant, "timing" | "usage" | "finishReason">;
}) {
  const t = useWords(INSPECTOR);
  const texts: MetricTexts = toMetricTexts(measure(answer));
  return (
    <dl className={styles["metrics"]}>
      {ORDER.map((name) => (
        <div key={name}>
          <dt>{t[name]}</dt>
          <dd>{texts[name]}</dd>
        </div>
      ))}
    </dl>
  );
}
