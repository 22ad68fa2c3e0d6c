/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a textarea cannot have a datalist */
import { type RefObject, useId } from "react";

import { findSimulations, toCommand } from "@/lib/playground/chat/simulations";
import { SIMULATION_WORDS } from "@/lib/playground/i18n/simulations";

import { useChat, usePlayground } from "../context/playground";
import { useLocale, useWords } from "../context/i18n";
import styles from "./simulations.module.css";
import { useSuggestions } from "./use-suggestions";

/** Suggests the simulator's commands while one is being typed. The text box keeps the focus. */
export function Simulations({ box }: { box: RefObject<HTMLTextAreaElement | null> }) {
  const words = useWords(SIMULATION_WORDS);
  const locale = useLocale();
  const id = useId();
  const { draftEditor } = usePlayground();
  const text = useChat(({ draft }) => draft.text);
  const found = findSimulations(text, locale);
  const choose = (name: string) => {
    draftEditor.setText(toCommand(name));
    box.current?.focus();
  };
  const place = useSuggestions({ box, id, text, found, onChoose: choose });
  if (place === null) return null;
  return (
    <div
      id={id}
      role="listbox"
      // The list scrolls, so the keyboard must be able to reach it.
      tabIndex={0}
      aria-label={words.simulations}
      className={styles["list"]}
    >
      {found.map(({ name, words: meaning }, index) => (
        // The text box keeps the focus and handles the keys.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
        <div
          key={name}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === place}
          className={styles["option"]}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(name)}
        >
          <code>{toCommand(name)}</code>
          <span>{meaning}</span>
        </div>
      ))}
    </div>
  );
}
