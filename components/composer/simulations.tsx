/* oxlint-disable jsx-a11y/prefer-tag-over-role -- no browser offers a `datalist` to a box of several lines */
import { type RefObject, useId } from "react";

import { findSimulations, toCommand } from "@/lib/playground/chat/simulations";
import { SIMULATION_WORDS } from "@/lib/playground/i18n/simulations";

import { useChat, usePlayground } from "../context/playground";
import { useLocale, useWords } from "../context/i18n";
import styles from "./simulations.module.css";
import { useSuggestions } from "./use-suggestions";

/** What a simulator can be asked for, while its name is written. The keys go on being those of the box. */
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
      // It scrolls, and not everybody has a wheel.
      tabIndex={0}
      aria-label={words.simulations}
      className={styles["list"]}
    >
      {found.map(({ name, words: meaning }, index) => (
        // The keys for it are those of the box, which keeps the focus.
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
