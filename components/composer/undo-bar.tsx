"use client";

import { interpolate } from "@/lib/playground/inspector/interpolate";

import { useChat, usePlayground } from "../context/playground";
import { IconButton } from "../ui/icon-button";
import { CloseIcon } from "../ui/late-icons";
import styles from "./undo-bar.module.css";
import { useChatWords } from "../context/i18n";

/** Offers to restore what was removed: turns after an edited question, or a conversation. */
export function UndoBar() {
  return (
    <>
      <CutOff />
      <Removed />
    </>
  );
}

function CutOff() {
  const words = useChatWords();
  const { chat } = usePlayground();
  const undoable = useChat((state) => state.undoable);
  const kept = useChat(({ conversation }) => conversation.turns);
  if (!undoable) return null;
  const lost = undoable.filter(({ id }) => kept.every((turn) => turn.id !== id)).length;
  return (
    <p className={styles["bar"]}>
      {interpolate(words.cutOff, { count: lost })}
      <button type="button" className={styles["undo"]} onClick={() => void chat.undo()}>
        {words.undo}
      </button>
    </p>
  );
}

function Removed() {
  const words = useChatWords();
  const { conversations, store } = usePlayground();
  const removed = useChat((state) => state.removed);
  const last = removed.at(-1);
  if (!last) return null;
  const text =
    removed.length === 1
      ? interpolate(words.removed, { title: last.title })
      : interpolate(words.removedMany, { count: removed.length });
  return (
    <p className={styles["bar"]}>
      <span className={styles["text"]}>{text}</span>
      <button type="button" className={styles["undo"]} onClick={() => void conversations.restore()}>
        {words.undo}
      </button>
      <IconButton name={words.dismiss} onClick={() => store.setState({ removed: [] })}>
        <CloseIcon />
      </IconButton>
    </p>
  );
}
