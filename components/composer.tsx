import { type KeyboardEvent, type SubmitEvent, useRef, useState } from "react";

import type { Words } from "@/lib/playground/dictionary";
import { createInputMethod } from "@/lib/playground/ime";

import styles from "./composer.module.css";

type Props = {
  isBusy: boolean;
  onSend: (message: string) => void;
  onStop: () => void;
  words: Words;
};

export function Composer({ isBusy, onSend, onStop, words }: Props) {
  const textbox = useRef<HTMLTextAreaElement>(null);
  const [inputMethod] = useState(createInputMethod);

  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (isBusy) return onStop();
    const message = textbox.current?.value.trim();
    textbox.current?.focus();
    if (!message || !textbox.current) return;
    textbox.current.value = "";
    onSend(message);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== "Enter" || event.shiftKey || inputMethod.owns(event.nativeEvent)) return;
    event.preventDefault();
    // The button means "stop" now, and Enter never does.
    if (!isBusy) event.currentTarget.form?.requestSubmit();
  };

  return (
    <form className={styles["composer"]} onSubmit={onSubmit}>
      <textarea
        ref={textbox}
        rows={1}
        aria-label={words.message}
        placeholder={words.ask}
        enterKeyHint="send"
        onKeyDown={onKeyDown}
        onCompositionStart={inputMethod.start}
        onCompositionEnd={inputMethod.end}
      />
      <button type="submit" className={styles["button"]} data-busy={isBusy}>
        {isBusy ? words.stop : words.send}
      </button>
    </form>
  );
}
