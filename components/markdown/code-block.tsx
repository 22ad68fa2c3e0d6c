"use client";

import { useState } from "react";

import { findGrammar } from "@/lib/playground/markdown/languages";
import { ANSWER } from "@/lib/playground/i18n/answer";

import { CopyButton } from "../ui/copy-button";
import { useWords } from "../context/i18n";
import styles from "./code-block.module.css";
import { ColouredCode } from "./coloured-code";
import { Scrollable } from "../ui/scrollable";

type Props = {
  /** The language that the fence names; may be empty or unknown. */
  language: string;
  code: string;
  /** True if more code may arrive. It then stays plain, because its colours would flicker. */
  isOpen: boolean;
};

export function CodeBlock({ language, code, isOpen }: Props) {
  const words = useWords(ANSWER);
  const [isWrapped, setWrapped] = useState(false);
  const name = language || words.code;
  return (
    <figure className={styles["block"]}>
      <figcaption className={styles["head"]}>
        <span className={styles["language"]}>{name}</span>
        <button
          type="button"
          className={styles["wrap"]}
          aria-pressed={isWrapped}
          onClick={() => setWrapped(!isWrapped)}
        >
          {words.wrap}
        </button>
        <CopyButton name={words.copyCode} value={code} />
      </figcaption>
      <Scrollable label={name} className={styles["code"]}>
        <pre data-wrapped={isWrapped}>
          <code>
            <ColouredCode grammar={isOpen ? undefined : findGrammar(language)} code={code} />
          </code>
        </pre>
      </Scrollable>
    </figure>
  );
}
