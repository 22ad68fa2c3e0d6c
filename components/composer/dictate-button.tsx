import type { RefObject } from "react";

import { useChat, usePlayground } from "../context/playground";
import { useChatWords } from "../context/i18n";
import { MicrophoneIcon } from "../ui/icons";
import styles from "./composer.module.css";

/** Has the message spoken; not shown if the gateway has no model that listens. */
export function DictateButton({ box }: { box: RefObject<HTMLTextAreaElement | null> }) {
  const words = useChatWords();
  const { voice } = usePlayground();
  const isOn = useChat((state) =>
    state.voice?.transcription ? state.dictation?.problem === null : null,
  );
  if (isOn === null) return null;
  return (
    <button
      type="button"
      className={styles["add"]}
      aria-label={words.dictate}
      title={words.dictate}
      aria-pressed={isOn}
      // By the second click of a double click the button means something else.
      onClick={({ detail }) =>
        detail > 1 || void voice(({ dictate }) => dictate.toggle(box.current))
      }
    >
      <MicrophoneIcon />
    </button>
  );
}
