import { useRef, useState } from "react";

import { CONVERSATIONS } from "@/lib/playground/i18n/conversations";
import { createId, now } from "@/lib/playground/page/browser";

import { usePlayground } from "../context/playground";
import { useWords } from "../context/i18n";
import styles from "./list.module.css";

/** Imports a file that was exported here or in another browser. */
export function Import({ onDone }: { onDone: () => void }) {
  const words = useWords(CONVERSATIONS);
  const { conversations } = usePlayground();
  const input = useRef<HTMLInputElement>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const read = async (file: File) => {
    const { readConversation } = await import("@/lib/playground/share/import");
    const conversation = readConversation(await file.text(), { createId, now });
    setFailed(conversation ? null : file.name);
    if (!conversation) return;
    await conversations.add(conversation);
    onDone();
  };
  return (
    <>
      <button
        type="button"
        className={styles["import"]}
        title={words.importNote}
        onClick={() => input.current?.click()}
      >
        {words.importFile}
      </button>
      <input
        ref={input}
        hidden
        type="file"
        accept=".json,.jsonl,application/json,application/jsonl"
        aria-label={words.importNote}
        onChange={({ target }) => {
          const [chosen] = target.files ?? [];
          // Cleared so that the same file can be chosen again.
          if (chosen) void read(chosen).finally(() => (target.value = ""));
        }}
      />
      {failed !== null && (
        <p role="alert" className={styles["note"]}>
          {words.importFailed(failed)}
        </p>
      )}
    </>
  );
}
