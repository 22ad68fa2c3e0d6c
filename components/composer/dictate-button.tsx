import type { RefObject } from "react";

import { useChat, usePlayground } from "../context/playground";
import { useChatWords } from "../context/i18n";
import { MicrophoneIcon, StopIcon } from "../ui/icons";
import styles from "./composer.module.css";

type Props = {
  box: RefObject<HTMLTextAreaElement | null>;
  /** Asks for a key, without which nothing would be written; null if there is one. */
  onKeyNeeded: (() => void) | null;
};

/** Dictates a message. Hidden if the gateway has no recognition model. */
export function DictateButton({ box, onKeyNeeded }: Props) {
  const words = useChatWords();
  const { voice } = usePlayground();
  const canListen = useChat(({ gateway }) => gateway.voice?.transcription);
  const phase = useChat(({ dictation }) => dictation?.phase ?? "problem");
  if (!canListen) return null;
  const ending = phase === "recording" ? words.dictateEnd : words.dictateCancel;
  const name = phase === "problem" ? words.dictate : ending;
  return (
    <button
      type="button"
      className={styles["mic"]}
      data-live={phase !== "problem"}
      aria-label={name}
      title={name}
      onClick={({ detail }) => {
        // The second click of a double click would hit a button with another meaning.
        if (detail > 1) return;
        if (onKeyNeeded) onKeyNeeded();
        else void voice(({ dictate }) => dictate.toggle(box.current));
      }}
    >
      {phase === "problem" ? <MicrophoneIcon /> : <StopIcon />}
    </button>
  );
}
