import { useState } from "react";

import styles from "./field-control.module.css";

type Props = { lines: readonly string[]; label: string; onChange: (lines: string[]) => void };

/** Edits one text per line; empty lines are ignored. */
export function LinesControl({ lines, label, onChange }: Props) {
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <textarea
      className={styles["text"]}
      rows={2}
      aria-label={label}
      value={draft ?? lines.join("\n")}
      onBlur={() => setDraft(null)}
      onChange={(event) => {
        setDraft(event.target.value);
        onChange(event.target.value.split("\n").filter((line) => line !== ""));
      }}
    />
  );
}
