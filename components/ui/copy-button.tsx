import { COPY } from "@/lib/playground/i18n/copy";

import styles from "./copy-button.module.css";
import { useCopy } from "./use-copy";
import { useWords } from "../context/i18n";

/** Says what came of it where it was pressed, and after a while offers itself again. */
export function CopyButton({ name, value }: { name: string; value: string }) {
  const words = useWords(COPY);
  const { told, copyText } = useCopy();
  return (
    <button
      type="button"
      className={styles["copy"]}
      data-told={told}
      onClick={() => void copyText(value)}
    >
      <span aria-live="polite">{words[told ?? "copy"]}</span>{" "}
      <span className="visually-hidden">{name}</span>
    </button>
  );
}
