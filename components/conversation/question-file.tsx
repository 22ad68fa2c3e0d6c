import { toSize } from "@/lib/playground/composer/file-size";
import type { TextFile } from "@/lib/playground/conversation/types";

import styles from "./question-file.module.css";
import { FileIcon } from "../ui/late-icons";
import { Scrollable } from "../ui/scrollable";

/** A file that went along: its name, and its text for who wants to see it. */
export function QuestionFile({ file: { name, text } }: { file: TextFile }) {
  return (
    <details className={styles["file"]}>
      <summary>
        <FileIcon />
        <span>{name}</span>
        <small>{toSize(text)}</small>
      </summary>
      <Scrollable label={name} className={styles["text"]}>
        <pre>{text}</pre>
      </Scrollable>
    </details>
  );
}
