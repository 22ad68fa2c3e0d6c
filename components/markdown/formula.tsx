"use client";

import { useLayoutEffect, useRef } from "react";

import { ANSWER } from "@/lib/playground/i18n/answer";

import { useWords } from "../context/i18n";
import styles from "./formula.module.css";
import { Scrollable } from "../ui/scrollable";
import { createLazyModule, useLazyModule } from "../ui/use-lazy-module";

/** Loaded for the first formula only, because it is larger than everything else. */
export const MATHS = createLazyModule(() => import("./maths-module"));

type Props = { source: string; isDisplayed: boolean };

/** Renders a formula, or its source until it can be parsed. */
export function Formula({ source, isDisplayed }: Props) {
  const words = useWords(ANSWER);
  const maths = useLazyModule(MATHS);
  const place = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (place.current) maths?.renderFormula(source, place.current, isDisplayed);
  }, [maths, source, isDisplayed]);
  if (!maths) return <code>{source}</code>;
  const formula = <span ref={place} className={styles["formula"]} />;
  if (!isDisplayed) return formula;
  return (
    <Scrollable label={words.formula} className={styles["display"]}>
      {formula}
    </Scrollable>
  );
}
