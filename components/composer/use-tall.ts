import { type RefObject, useLayoutEffect, useRef } from "react";

/** The height of one line of the box, and a little more. */
const ONE_LINE_PX = 52;

/**
 * Gives the box its own row and the whole width once its text wraps. It returns to one row when the
 * text is shorter than it was when it wrapped, so that it does not flicker.
 * @returns a ref for the surrounding element, which gets `data-tall`
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
