"use client";

import { splitFolded } from "@/lib/playground/markdown/split-folded";
import { ANSWER } from "@/lib/playground/i18n/answer";

import { useWords } from "../context/i18n";
import styles from "./folded.module.css";
import { Markdown } from "./markdown";

type Props = { text: string; isLive: boolean };

/** Renders an answer whose author folded parts of it into `<details>`. */
export function Folded({ text, isLive }: Props) {
  const words = useWords(ANSWER);
  const stretches = splitFolded(text);
  return stretches.map(({ summary, text: inner }, index) => {
    const isGrowing = isLive && index === stretches.length - 1;
    const body = <Markdown text={inner} isLive={isGrowing} />;
    // Stretches are only appended, so an index always means the same one.
    // oxlint-disable-next-line react/no-array-index-key
    if (summary === null) return <div key={index}>{body}</div>;
    return (
      // oxlint-disable-next-line react/no-array-index-key
      <details key={index} className={styles["folded"]}>
        <summary>{summary || words.more}</summary>
        {body}
      </details>
    );
  });
}
