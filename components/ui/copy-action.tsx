import { COPY } from "@/lib/playground/i18n/copy";

import styles from "./copy-action.module.css";
import { useCopy } from "./use-copy";
import { useWords } from "../context/i18n";

/** Copies a text that is created on demand, because a request with images is long. */
export function CopyAction({ label, read }: { label: string; read: () => string }) {
  const words = useWords(COPY);
  const { told, copyText } = useCopy();
  return (
    <button
      type="button"
      className={styles["action"]}
      data-told={told}
      onClick={() => void copyText(read())}
    >
      <span aria-live="polite">{told ? words[told] : label}</span>
    </button>
  );
}
