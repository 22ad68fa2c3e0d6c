import { useEffect, useRef } from "react";

import { useChat, usePlayground } from "../context/playground";
import { useChatWords } from "../context/i18n";
import styles from "./composer.module.css";
import { SendIcon, StopIcon } from "../ui/icons";

/** Sends the message; while an answer is running, stops it. */
export function SendButton({ isReady, onSend }: { isReady: boolean; onSend: () => void }) {
  const words = useChatWords();
  const { chat } = usePlayground();
  const isBusy = useChat(({ runningId }) => runningId !== null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The pressed button, such as "Regenerate", has gone, and the focus with it.
    if (isBusy && document.activeElement === document.body) button.current?.focus();
  }, [isBusy]);
  return (
    <button
      ref={button}
      type="button"
      className={styles["send"]}
      data-busy={isBusy}
      aria-disabled={!isBusy && !isReady}
      aria-label={isBusy ? words.stop : words.send}
      onClick={({ detail }) => {
        // The second click of a double click would hit a button with another meaning.
        if (detail > 1) return;
        if (isBusy) void chat.stop();
        else onSend();
      }}
    >
      {isBusy ? <StopIcon /> : <SendIcon />}
    </button>
  );
}
