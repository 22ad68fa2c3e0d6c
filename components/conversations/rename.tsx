import { useState } from "react";

import type { Entry } from "@/lib/playground/conversation/store";
import { CONVERSATIONS } from "@/lib/playground/i18n/conversations";

import styles from "./entry.module.css";
import { usePlayground } from "../context/playground";
import { useEnter } from "../ui/use-enter";
import { useWords } from "../context/i18n";

/** Edits the title: Enter saves, Escape cancels. */
export function Rename({ entry: { id, title }, onDone }: { entry: Entry; onDone: () => void }) {
  const words = useWords(CONVERSATIONS);
  const { conversations } = usePlayground();
  const [text, setText] = useState(title);
  const save = () => {
    if (text.trim() !== "") void conversations.rename(id, text.trim());
    onDone();
  };
  const { handlers } = useEnter({ onEnter: save, onEscape: onDone });
  return (
    <li className={styles["entry"]}>
      <div className={styles["row"]}>
        <input
          className={styles["input"]}
          value={text}
          aria-label={words.titleOf}
          // It replaced the button that was pressed.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          onChange={({ target }) => setText(target.value)}
          {...handlers}
        />
        <button type="button" className={styles["save"]} onClick={save}>
          {words.save}
        </button>
      </div>
    </li>
  );
}
