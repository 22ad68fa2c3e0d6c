import { toSize } from "@/lib/playground/composer/file-size";
import { IMAGES } from "@/lib/playground/i18n/images";

import { useChat, usePlayground } from "../context/playground";
import { useWords } from "../context/i18n";
import styles from "./draft-images.module.css";
import { IconButton } from "../ui/icon-button";
import { CloseIcon, FileIcon } from "../ui/late-icons";

/** Lists files that are sent as text below the question. */
export function DraftFiles() {
  const words = useWords(IMAGES);
  const { draftEditor } = usePlayground();
  const files = useChat(({ draft }) => draft.files);
  if (files.length === 0) return null;
  return (
    <ul className={styles["images"]} aria-label={words.files}>
      {files.map(({ id, name, text }) => (
        <li key={id} className={styles["chip"]}>
          <span className={styles["thumbnail"]}>
            <FileIcon />
          </span>
          <span className={styles["facts"]}>
            <span className={styles["name"]}>{name}</span>
            <span className={styles["detail"]}>{toSize(text)}</span>
          </span>
          <IconButton name={words.removeFile(name)} onClick={() => draftEditor.removeFile(id)}>
            <CloseIcon />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
