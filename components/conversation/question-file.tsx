import { toSize } from "@/lib/playground/composer/file-size";
import type { TextFile } from "@/lib/playground/conversation/types";

import styles from "./question-file.module.css";
import { FileIcon } from "../ui/late-icons";
import { Scrollable } from "../ui/scrollable";

/** Shows a file that was sent: its name, and its text when opened. */
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
