import type { RefObject } from "react";

import type { Words } from "@/lib/playground/dictionary";

import styles from "./settings.module.css";

type Props = {
  models: readonly string[];
  modelRef: RefObject<HTMLSelectElement | null>;
  keyRef: RefObject<HTMLInputElement | null>;
  words: Words;
};

/** No field has a name, so no submission of a form can carry the key into an address. */
export function Settings({ models, modelRef, keyRef, words }: Props) {
  return (
    <div className={styles["settings"]}>
      <label htmlFor="model">{words.model}</label>
      <select id="model" ref={modelRef}>
        {models.map((model) => (
          <option key={model}>{model}</option>
        ))}
      </select>
      <label htmlFor="key">{words.key}</label>
      <input
        id="key"
        ref={keyRef}
        type="password"
        autoComplete="off"
        spellCheck={false}
        placeholder={words.keyOptional}
      />
    </div>
  );
}
