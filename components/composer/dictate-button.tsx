import type { RefObject } from "react";

import { needsKey } from "@/lib/playground/chat/needs-key";

import { useChat, usePlayground } from "../context/playground";
import { useChatWords } from "../context/i18n";
import { MicrophoneIcon, StopIcon } from "../ui/icons";
import styles from "./composer.module.css";
import { useInsert } from "./use-insert";

type Props = {
  box: RefObject<HTMLTextAreaElement | null>;
  /** True if the gateway needs a key and has none yet. */
  onKeyNeeded: () => void;
};

/** Dictates a message. Hidden if the gateway has no recognition model. */
export function DictateButton({ box, onKeyNeeded }: Props) {
  const words = useChatWords();
  const { voice } = usePlayground();
  const canListen = useChat(({ gateway }) => gateway.voice.transcription !== null);
  const phase = useChat(({ dictation }) => dictation?.phase ?? "problem");
  const isKeyNeeded = useChat(needsKey);
  const insert = useInsert(box);
  if (!canListen) return null;
  const names = {
    problem: words.dictate,
    asking: words.dictateCancel,
    recording: words.dictateEnd,
    writing: words.dictateCancel,
  };
  return (
    <button
      type="button"
      className={styles["mic"]}
      data-live={phase !== "problem"}
      aria-label={names[phase]}
      title={names[phase]}
      onClick={({ detail }) => {
        // The second click of a double click would hit a button with another meaning.
        if (detail > 1) return;
        if (isKeyNeeded) onKeyNeeded();
        else void voice.toggleDictation(insert);
      }}
    >
      {phase === "problem" ? <MicrophoneIcon /> : <StopIcon />}
    </button>
  );
}
