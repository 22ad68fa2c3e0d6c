"use client";

import { useEffect, useState } from "react";

import { copy } from "@/lib/playground/copy";
import { ANSWER } from "@/lib/playground/words/answer";

import { useWords } from "../words";
import styles from "./copy-button.module.css";

const TOLD_MS = 2000;

type Props = {
  /** What is copied, for those who do not see what stands beside it. */
  name: string;
  value: string;
};

/** Says what came of it where it was pressed, and after a while offers itself again. */
export function CopyButton({ name, value }: Props) {
  const words = useWords(ANSWER);
  const [told, setTold] = useState<"copied" | "copyFailed" | null>(null);
  useEffect(() => {
    if (told === null) return;
    const timer = setTimeout(() => setTold(null), TOLD_MS);
    return () => clearTimeout(timer);
  }, [told]);
  const onClick = async () => setTold((await copy(value)) ? "copied" : "copyFailed");
  return (
    <button type="button" className={styles["copy"]} data-told={told} onClick={onClick}>
      <span aria-live="polite">{words[told ?? "copy"]}</span>{" "}
      <span className="visually-hidden">{name}</span>
    </button>
  );
}
