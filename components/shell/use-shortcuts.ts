import { type RefObject, useEffect, useEffectEvent } from "react";

import { createInputMethod } from "@/lib/playground/page/ime";

import { usePlayground } from "../context/playground";
import type { DialogName } from "../dialogs/dialogs";

type Options = {
  onPanel: () => void;
  onSearch: () => void;
  onDialog: (name: DialogName) => void;
  composer: RefObject<HTMLTextAreaElement | null>;
};

/** Keys that work wherever the focus is, except in a dialog and while an input method wants them. */
export function useShortcuts({ onPanel, onSearch, onDialog, composer }: Options): void {
  const { store, chat, conversations } = usePlayground();

  const onModified = useEffectEvent(({ key, shiftKey }: KeyboardEvent): boolean => {
    // With Shift a letter is a capital, except on a Mac.
    switch (`${shiftKey ? "Shift " : ""}${key.toLowerCase()}`) {
      case "k":
        onSearch();
        return true;
      case "Shift o":
        void conversations.begin();
        return true;
      case "Shift m":
        document.querySelector<HTMLElement>("[data-model-picker]")?.focus();
        return true;
      default:
        return false;
    }
  });

  const onKey = useEffectEvent((event: KeyboardEvent): boolean => {
    const isModified = event.metaKey || event.ctrlKey;
    switch (event.key) {
      case "Escape":
        if (store.getState().runningId === null) return false;
        void chat.stop();
        composer.current?.focus();
        return true;
      case ".":
        if (!isModified) return false;
        onPanel();
        return true;
      case "?":
        if (isTyping(event.target)) return false;
        onDialog("shortcuts");
        return true;
      default:
        return isModified && onModified(event);
    }
  });

  useEffect(() => {
    const inputMethod = createInputMethod();
    const onKeyDown = (event: KeyboardEvent) => {
      if (inputMethod.owns(event) || event.defaultPrevented) return;
      if (document.querySelector("dialog:modal")) return;
      if (onKey(event)) event.preventDefault();
    };
    document.addEventListener("compositionstart", inputMethod.start);
    document.addEventListener("compositionend", inputMethod.end);
    document.addEventListener("keydown", onKeyDown);
    return () => {
      document.removeEventListener("compositionstart", inputMethod.start);
      document.removeEventListener("compositionend", inputMethod.end);
      document.removeEventListener("keydown", onKeyDown);
    };
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select");
}
