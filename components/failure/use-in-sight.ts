import { type RefObject, useEffect } from "react";

import { now } from "@/lib/playground/page/browser";

/** Older failures were there when the conversation was opened, which shows its end. */
const FRESH_MS = 5000;
/** The log scrolls to its end for a moment after it has grown. */
const SETTLE_MS = 400;

/**
 * Scrolls to the beginning of a new failure. On a small screen or an enlarged page, the log would
 * only show its end.
 */
export function useInSight(element: RefObject<HTMLElement | null>, at: number): void {
  useEffect(() => {
    if (now() - at > FRESH_MS) return;
    const timer = setTimeout(() => {
      element.current?.scrollIntoView({ block: "nearest" });
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [element, at]);
}
