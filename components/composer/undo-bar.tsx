import { interpolate } from "@/lib/playground/inspector/interpolate";

import { useChat, usePlayground } from "../context/playground";
import styles from "./undo-bar.module.css";
import { useChatWords } from "../context/i18n";

/** A question was asked anew and what followed it is gone; it can be had back. */
export function UndoBar() {
  const words = useChatWords();
  const { chat } = usePlayground();
  const undoable = useChat((state) => state.undoable);
  const kept = useChat(({ conversation }) => conversation.turns);
  if (!undoable) return null;
  const lost = undoable.filter(({ id }) => kept.every((turn) => turn.id !== id)).length;
  return (
    <p className={styles["bar"]}>
      {interpolate(words.cutOff, { count: lost })}
      <button type="button" onClick={() => void chat.undo()}>
        {words.undo}
      </button>
    </p>
  );
}
