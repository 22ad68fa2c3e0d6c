import { useEffect, useState } from "react";

import { useWords } from "@/components/context/i18n";
import { copyToClipboard } from "@/lib/playground/page/clipboard";
import { INSPECTOR } from "@/lib/playground/i18n/instrument";

import styles from "./copy-action.module.css";

const TOLD_MS = 2000;

/** The text is made when it is asked for: a request with images is long. */
export function CopyAction({ label, read }: { label: string; read: () => string }) {
  const t = useWords(INSPECTOR);
  const [told, setTold] = useState<"copied" | "copyFailed" | null>(null);
  useEffect(() => {
    if (told === null) return;
    const timer = setTimeout(() => setTold(null), TOLD_MS);
    return () => clearTimeout(timer);
  }, [told]);
  const onClick = async () => setTold((await copyToClipboard(read())) ? "copied" : "copyFailed");
  return (
    <button type="button" className={styles["action"]} data-told={told} onClick={onClick}>
      <span aria-live="polite">{told ? t[told] : label}</span>
    </button>
  );
}
