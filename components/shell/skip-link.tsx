import type { RefObject } from "react";

import { useChatWords } from "../context/i18n";
import { MESSAGE_ID } from "../composer/message-box";
import styles from "./skip-link.module.css";

/** Skips the head of the page; the first stop of the Tab key. */
export function SkipLink({ composer }: { composer: RefObject<HTMLTextAreaElement | null> }) {
  const words = useChatWords();
  return (
    <a
      className={styles["skip"]}
      href={`#${MESSAGE_ID}`}
      onClick={(event) => {
        // A fragment in the address would add a step for Back.
        event.preventDefault();
        composer.current?.focus();
      }}
    >
      {words.skip}
    </a>
  );
}
