import type { RefObject } from "react";

import { useChat, usePlayground } from "../context/playground";
import { useChatWords } from "../context/i18n";
import { MicrophoneIcon } from "../ui/icons";
import styles from "./composer.module.css";

/** Dictates a message. Hidden if the gateway has no recognition model. */
export function DictateButton({ box }: { box: RefObject<HTMLTextAreaElement | null> }) {
  const words = useChatWords();
  const { engine } = usePlayground();
  const isOn = useChat((state) =>
    state.voice?.transcription ? state.dictation?.problem === null : null,
  );
  if (isOn === null) return null;
  return (
    <button
      type="button"
      className={styles["add"]}
      aria-label={words.dictate}
      aria-pressed={isOn}
      onClick={() => void engine(({ dictate }) => dictate(box.current))}
    >
      <MicrophoneIcon />
    </button>
  );
}
