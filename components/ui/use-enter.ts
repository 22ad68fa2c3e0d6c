import { type KeyboardEvent, useState } from "react";

import { createInputMethod } from "@/lib/playground/page/ime";

type Options = { onEnter: () => void; onEscape?: () => void };

/**
 * Handles Enter and Escape in every text box: never while an input method needs them. On a touch
 * screen Enter is a new line, because there is no Shift to go with it.
 */
export function useEnter({ onEnter, onEscape }: Options) {
  const [inputMethod] = useState(createInputMethod);
  const owns = ({ nativeEvent }: KeyboardEvent): boolean => inputMethod.owns(nativeEvent);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (owns(event)) return;
    if (event.key === "Escape" && onEscape) {
      // Marks the key as handled, because the page's own Escape would stop the answer.
      event.preventDefault();
      onEscape();
    }
    if (event.key !== "Enter" || event.shiftKey) return;
    if (event.currentTarget instanceof HTMLTextAreaElement && isTouchOnly()) return;
    event.preventDefault();
    onEnter();
  };
  return {
    owns,
    handlers: {
      onKeyDown,
      onCompositionStart: inputMethod.start,
      onCompositionEnd: inputMethod.end,
    },
  };
}

function isTouchOnly(): boolean {
  return matchMedia("(hover: none) and (pointer: coarse)").matches;
}
