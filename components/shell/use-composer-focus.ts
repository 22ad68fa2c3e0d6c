import { type RefObject, useEffect, useRef } from "react";

import { useChat } from "../context/playground";

/**
 * Focuses the composer when a conversation is opened, even an empty one. Not on a touch screen,
 * whose keyboard would cover what the reader came to read.
 * @param isBlocked true if something covers the page
 * @returns whether the page itself has just moved the focus, which is not a touch by the reader
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
