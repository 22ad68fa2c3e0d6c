import { type RefObject, useEffect, useEffectEvent, useState } from "react";

import type { Simulation } from "@/lib/playground/chat/simulations";

type Box = RefObject<HTMLTextAreaElement | null>;

type Options = {
  box: Box;
  /** The list's id. Each option's id is this one followed by its index. */
  id: string;
  text: string;
  found: readonly Simulation[];
  onChoose: (name: string) => void;
};

/** Returns the index of the active suggestion, or null after Escape has closed the list. */
export function useSuggestions({ box, id, text, found, onChoose }: Options): number | null {
  const [chosen, setChosen] = useState({ text, place: 0 });
  const [closedAt, setClosedAt] = useState<string | null>(null);
  const last = found.length - 1;
  const isOpen = last >= 0 && closedAt !== text;
  // Every change of the text selects the first suggestion again.
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
      // Otherwise the text box would send the message or edit the last one.
      event.stopPropagation();
    };
    element?.addEventListener("keydown", onKeyDown);
    return () => element?.removeEventListener("keydown", onKeyDown);
  }, [box]);

  const current = isOpen ? place : null;
  useActiveDescendant(box, id, current);
  return current;
}

/** Tells assistive technology which option is active while the focus stays in the text box. */
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
