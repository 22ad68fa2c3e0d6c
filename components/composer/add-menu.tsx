"use client";

import { useRef } from "react";

import { COMPARE } from "@/lib/playground/i18n/compare";
import { IMAGES } from "@/lib/playground/i18n/images";

import styles from "./add-image.module.css";
import { AddImage } from "./add-image";
import { useChat, usePlayground } from "../context/playground";
import { useWords } from "../context/i18n";
import { FileIcon } from "../ui/late-icons";

/** Lists what can be attached to a message. */
export function AddMenu({ onDone }: { onDone: () => void }) {
  return (
    <div className={styles["card"]}>
      <AddImage onDone={onDone} />
      <AddFile onDone={onDone} />
      <Compare onDone={onDone} />
    </div>
  );
}

function AddFile({ onDone }: { onDone: () => void }) {
  const words = useWords(IMAGES);
  const { draftEditor } = usePlayground();
  const file = useRef<HTMLInputElement>(null);
  return (
    <div className={styles["row"]}>
      <button type="button" className={styles["upload"]} onClick={() => file.current?.click()}>
        <FileIcon /> {words.attach}
      </button>
      <span className={styles["hint"]}>{words.attachHint}</span>
      <input
        ref={file}
        hidden
        multiple
        type="file"
        aria-label={words.attach}
        onChange={({ target }) => {
          for (const chosen of target.files ?? []) void draftEditor.addTextFile(chosen);
          onDone();
        }}
      />
    </div>
  );
}

/** Chooses a second model for the next questions. */
function Compare({ onDone }: { onDone: () => void }) {
  const words = useWords(COMPARE);
  const { store } = usePlayground();
  const models = useChat((state) => state.models);
  const model = useChat(({ conversation }) => conversation.model);
  const rival = useChat((state) => state.rival);
  return (
    <label className={styles["compare"]}>
      {words.compare}
      <select
        value={rival ?? ""}
        onChange={({ target }) => {
          store.setState({ rival: target.value || null });
          onDone();
        }}
      >
        <option value="">{words.nobody}</option>
        {models
          .filter(({ id }) => id !== model)
          .map(({ id }) => (
            <option key={id} value={id}>
              {id}
            </option>
          ))}
      </select>
    </label>
  );
}
