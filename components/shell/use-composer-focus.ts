import { type RefObject, useEffect, useRef } from "react";

import { useChat } from "../context/playground";

/**
 * Whoever comes to a conversation, an empty one too, can write at once. Not where fingers type on
 * glass: the keyboard would cover what they came to read.
 * @param isBlocked something lies over the page
 * @returns whether the page itself has just moved the focus: that is no touch of the reader's
 */
export function useComposerFocus(
  composer: RefObject<HTMLTextAreaElement | null>,
  isBlocked: boolean,
): RefObject<boolean> {
  const visits = useChat((state) => state.visits);
  const served = useRef<number | null>(null);
  const isOwn = useRef(false);
  useEffect(() => {
    if (isBlocked || served.current === visits) return;
    const isFirst = served.current === null;
    served.current = visits;
    const isFree = !isFirst || document.activeElement === document.body;
    if (!isFree || !matchMedia("(pointer: fine)").matches) return;
    isOwn.current = true;
    composer.current?.focus({ preventScroll: true });
    isOwn.current = false;
  }, [composer, isBlocked, visits]);
  return isOwn;
}
