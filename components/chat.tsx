"use client";

import { useRef } from "react";

import type { Words } from "@/lib/playground/dictionary";

import styles from "./chat.module.css";
import { Composer } from "./composer";
import { FailureCard } from "./failure-card";
import { Log } from "./log";
import { Settings } from "./settings";
import { useConversation } from "./use-conversation";
import { useFollow } from "./use-follow";
import { useModels } from "./use-models";

/** A client of this gateway like any other, in the page. */
export function Chat({ words }: { words: Words }) {
  // The document keeps what was typed, also before this code ran; the key is nowhere else.
  const model = useRef<HTMLSelectElement>(null);
  const key = useRef<HTMLInputElement>(null);
  const { models, failure, load } = useModels();
  const { turns, isBusy, send, stop } = useConversation();
  useFollow(turns.length);

  const readKey = () => key.current?.value.trim() ?? "";
  const onTouch = () => load(readKey());
  const onSend = (message: string) =>
    send({ message, model: model.current?.value ?? "", key: readKey() });

  return (
    <section
      className={styles["chat"]}
      aria-labelledby="try"
      onFocusCapture={onTouch}
      onPointerEnter={onTouch}
    >
      <h2 id="try" className="visually-hidden">
        {words.try}
      </h2>
      <Settings models={models} modelRef={model} keyRef={key} words={words} />
      {failure && <FailureCard failure={failure} words={words} />}
      <Log turns={turns} words={words} />
      <Composer isBusy={isBusy} onSend={onSend} onStop={stop} words={words} />
    </section>
  );
}
