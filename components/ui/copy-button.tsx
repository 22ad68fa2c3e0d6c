import { COPY } from "@/lib/playground/i18n/copy";

import styles from "./copy-button.module.css";
import { useCopy } from "./use-copy";
import { useWords } from "../context/i18n";

/** Copies a value, shows the result in the button, and then resets itself. */
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
