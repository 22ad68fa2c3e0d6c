import { type ClipboardEvent, type KeyboardEvent, type RefObject, useEffect } from "react";

import { findKind } from "@/lib/playground/conversation/models";
import { attach } from "@/lib/playground/composer/attach";

import { useChat, usePlayground } from "../context/playground";
import styles from "../ui/controls.module.css";
import { useEnter } from "../ui/use-enter";
import { useChatWords } from "../context/i18n";

/** The box's name in an address. */
export const MESSAGE_ID = "message";

type Props = { ref: RefObject<HTMLTextAreaElement | null>; onEnter: () => void };

/** The text box for messages. A pasted image, or the address of one, is attached. */
export function MessageBox({ ref, onEnter }: Props) {
  const words = useChatWords();
  const { draftEditor, store } = usePlayground();
  const text = useChat(({ draft }) => draft.text);
  const kind = useChat(({ conversation, models }) => findKind(models, conversation.model));
  const { owns, handlers } = useEnter({ onEnter });

  useEffect(() => {
    // Text typed before hydration.
    const typed = ref.current?.value ?? "";
    if (typed && store.getState().draft.text === "") draftEditor.setText(typed);
  }, [ref, store, draftEditor]);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    handlers.onKeyDown(event);
    if (event.key !== "ArrowUp" || text !== "" || owns(event)) return;
    const { conversation, runningId } = store.getState();
    const last = conversation.turns.findLast(({ role }) => role === "user");
    if (!last || runningId !== null) return;
    event.preventDefault();
    store.setState({ editingId: last.id });
  };

  const onPaste = (event: ClipboardEvent) => {
    // The browser itself decides where text is inserted.
    if (attach(event.clipboardData, draftEditor) === null) event.preventDefault();
  };

  return (
    <textarea
      ref={ref}
      id={MESSAGE_ID}
      className={styles["textarea"]}
      rows={1}
      dir="auto"
      value={text}
      aria-label={words.message}
      placeholder={kind === "image" ? words.placeholderImage : words.placeholder}
      onChange={({ target }) => draftEditor.setText(target.value)}
      onPaste={onPaste}
      {...handlers}
      onKeyDown={onKeyDown}
    />
  );
}
