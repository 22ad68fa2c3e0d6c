import { useDeferredValue } from "react";
import { useStore } from "zustand";

import { estimateDraft } from "@/lib/playground/chat/estimate";
import { COMPARE } from "@/lib/playground/i18n/compare";

import { usePlayground } from "../context/playground";
import { useLocale, useWords } from "../context/i18n";
import styles from "./estimate.module.css";

/** Above this share of the context the answer may have no room. */
const NEAR = 0.8;
/** Below this share no estimate is shown. */
const WORTH_TELLING = 0.05;

/** Shows an estimate of the tokens to be sent, and warns before the model rejects them. */
export function Estimate() {
  const words = useWords(COMPARE);
  const locale = useLocale();
  // Low priority: typing comes first.
  const state = useDeferredValue(useStore(usePlayground().store));
  const { tokens, limit } = estimateDraft(state);
  if (limit === null || tokens < limit * WORTH_TELLING) return null;
  const format = (value: number) => value.toLocaleString(locale);
  const level = tokens > limit ? "over" : tokens > limit * NEAR ? "near" : "fine";
  const { model } = state.conversation;
  return (
    <output className={styles["estimate"]} data-level={level}>
      {words.estimate(format(tokens), format(limit))}
      {level !== "fine" && ` · ${words[level](model)}`}
    </output>
  );
}
