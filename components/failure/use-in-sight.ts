import { type RefObject, useEffect } from "react";

import { now } from "@/lib/playground/page/browser";

/** Older ones were there before: whoever opens a conversation wants to see its end. */
const FRESH_MS = 5000;
/** The log follows its end for a moment after it has grown. */
const SETTLE_MS = 400;

/**
 * Brings the beginning of what has just happened into sight: on a small screen, or a page that is
 * enlarged, the end of it is all that the log shows.
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
