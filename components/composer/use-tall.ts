import { type RefObject, useLayoutEffect, useRef } from "react";

/** What one line of the box takes, and a bit. */
const ONE_LINE_PX = 52;

/**
 * One row until the text wraps: then the box has a row of its own, and the whole width. It gives it
 * back when the text is shorter than it was when it wrapped; by then it fits again, so nothing
 * flickers.
 * @returns for the element around, which gets `data-tall`
 */
export function useTall(
  box: RefObject<HTMLTextAreaElement | null>,
  text: string,
): RefObject<HTMLDivElement | null> {
  const around = useRef<HTMLDivElement>(null);
  const wrappedAt = useRef<number | null>(null);
  useLayoutEffect(() => {
    const element = around.current;
    if (!element) return;
    const isShort = wrappedAt.current === null || text.length < wrappedAt.current;
    if (isShort && !text.includes("\n")) {
      wrappedAt.current = null;
      element.removeAttribute("data-tall");
    }
    const isWrapped = text !== "" && (box.current?.scrollHeight ?? 0) > ONE_LINE_PX;
    if (wrappedAt.current === null && isWrapped) {
      wrappedAt.current = text.length;
      element.setAttribute("data-tall", "");
    }
  }, [box, text]);
  return around;
}
