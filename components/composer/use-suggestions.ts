import { type RefObject, useEffect, useEffectEvent, useState } from "react";

import type { Simulation } from "@/lib/playground/chat/simulations";

type Box = RefObject<HTMLTextAreaElement | null>;

type Options = {
  box: Box;
  /** Of the list; its options have it before their place. */
  id: string;
  text: string;
  found: readonly Simulation[];
  onChoose: (name: string) => void;
};

/** Which of the suggestions the keys of a box are at; null where they have been sent away. */
export function useSuggestions({ box, id, text, found, onChoose }: Options): number | null {
  const [chosen, setChosen] = useState({ text, place: 0 });
  const [closedAt, setClosedAt] = useState<string | null>(null);
  const last = found.length - 1;
  const isOpen = last >= 0 && closedAt !== text;
  // What has been written since begins a list of its own.
  const place = chosen.text === text ? Math.min(chosen.place, last) : 0;

  const onKey = useEffectEvent((event: KeyboardEvent): boolean => {
    const active = isOpen ? found[place] : undefined;
    if (!active || event.isComposing || event.shiftKey) return false;
    switch (event.key) {
      case "ArrowDown":
        setChosen({ text, place: place === last ? 0 : place + 1 });
        return true;
      case "ArrowUp":
        setChosen({ text, place: place === 0 ? last : place - 1 });
        return true;
      case "Enter":
      case "Tab":
        onChoose(active.name);
        return true;
      case "Escape":
        setClosedAt(text);
        return true;
      default:
        return false;
    }
  });
  useEffect(() => {
    const element = box.current;
    const onKeyDown = (event: KeyboardEvent) => {
      if (!onKey(event)) return;
      event.preventDefault();
      // The box itself has other meanings for these keys.
      event.stopPropagation();
    };
    element?.addEventListener("keydown", onKeyDown);
    return () => element?.removeEventListener("keydown", onKeyDown);
  }, [box]);

  const current = isOpen ? place : null;
  useActiveDescendant(box, id, current);
  return current;
}

/** The focus stays in the box; ears are told which option its keys are at. */
function useActiveDescendant(box: Box, id: string, place: number | null): void {
  useEffect(() => {
    const element = box.current;
    if (!element || place === null) return;
    element.setAttribute("aria-controls", id);
    element.setAttribute("aria-activedescendant", `${id}-${place}`);
    document.getElementById(`${id}-${place}`)?.scrollIntoView({ block: "nearest" });
    return () => {
      element.removeAttribute("aria-controls");
      element.removeAttribute("aria-activedescendant");
    };
  }, [box, id, place]);
}
