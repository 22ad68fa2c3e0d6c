import { useEffect, useEffectEvent } from "react";

import { createInputMethod } from "@/lib/playground/page/ime";

import { usePlayground } from "../context/playground";
import { createPart } from "../ui/use-lazy-module";
import type { ShortcutOptions } from "./shortcuts";

const SHORTCUTS = createPart(() => import("./shortcuts"));

/** With Shift a letter is a capital, except on a Mac. */
const NAMES = /^(?:Escape|\?|Mod (?:[.k]|Shift [om]))$/;

/**
 * Handles shortcuts wherever the focus is, except in a dialog and during input by an IME.
 */
export function useShortcuts(options: ShortcutOptions): void {
  const playground = usePlayground();
  const onKey = useEffectEvent(async (name: string) => {
    const { obey } = SHORTCUTS.loaded ?? (await SHORTCUTS.load());
    obey(name, { ...options, ...playground });
  });

  useEffect(() => {
    const inputMethod = createInputMethod();
    const onKeyDown = (event: KeyboardEvent) => {
      if (inputMethod.owns(event) || event.defaultPrevented) return;
      const name = toName(event);
      if (!NAMES.test(name) || document.querySelector("dialog:modal")) return;
      if (name === "?" && isTyping(event.target)) return;
      if (name !== "Escape") event.preventDefault();
      void onKey(name);
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

function toName({ key, metaKey, ctrlKey, shiftKey }: KeyboardEvent): string {
  if (!metaKey && !ctrlKey) return key;
  return `Mod ${shiftKey ? "Shift " : ""}${key.toLowerCase()}`;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select");
}
