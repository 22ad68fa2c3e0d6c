import { useRef } from "react";

import type { Conversation } from "@/lib/playground/conversation/types";
import { CONVERSATIONS } from "@/lib/playground/i18n/conversations";

import { usePlayground } from "../context/playground";
import { useWords } from "../context/i18n";
import styles from "./entry.module.css";

type Props = { conversation: Conversation; onRestored: () => void };

/** Takes the place of a deleted conversation, so that no other one moves under the pointer. */
export function RemovedEntry({ conversation: { id, title }, onRestored }: Props) {
  const words = useWords(CONVERSATIONS);
  const { conversations } = usePlayground();
  const isPressed = useRef(false);
  return (
    <li className={styles["entry"]} data-removed>
      <div className={styles["row"]}>
        <span className={styles["removed"]}>{words.removed(title)}</span>
        <button
          type="button"
          className={styles["undo"]}
          // The pressed button is gone, so this one takes its focus.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          onClick={({ detail }) => {
            // The second click of a double click on "Delete" must not undo it.
            if (detail > 1 || isPressed.current) return;
            isPressed.current = true;
            void conversations.restore(id).then(onRestored);
          }}
        >
          {words.undo}
        </button>
      </div>
    </li>
  );
}
