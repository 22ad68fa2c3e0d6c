import type { RefObject } from "react";
import { flushSync } from "react-dom";

import type { Insert } from "@/lib/playground/voice/dictate";

import { usePlayground } from "../context/playground";

/** Inserts text at the cursor, and puts the cursor behind it. */
export function useInsert(box: RefObject<HTMLTextAreaElement | null>): Insert {
  const { store, draftEditor } = usePlayground();
  return (edit) => {
    const { text } = store.getState().draft;
    const { selectionStart: start = text.length, selectionEnd: end = start } = box.current ?? {};
    const { text: changed, caret } = edit(text, { start, end });
    // The cursor can only be set once the text is there.
    flushSync(() => draftEditor.setText(changed));
    box.current?.focus();
    box.current?.setSelectionRange(caret, caret);
  };
}
