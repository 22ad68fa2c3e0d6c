import { useCallback, useSyncExternalStore } from "react";

/**
 * Returns whether a media query matches. On the server and for the first moment, the result is
 * false.
 */
function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const list = matchMedia(query);
      list.addEventListener("change", onChange);
      return () => list.removeEventListener("change", onChange);
    },
    [query],
  );
  return useSyncExternalStore(
    subscribe,
    () => matchMedia(query).matches,
    () => false,
  );
}

export function usePrefersReducedMotion(): boolean {
  return useMedia("(prefers-reduced-motion: reduce)");
}

/** The same width as in the style sheets. */
export const WIDE = "(width >= 1100px)";

/** Returns whether there is room for the list of conversations too. */
export function useIsRoomy(): boolean {
  return useMedia("(width >= 1536px)");
}

/** Returns whether there is room for the inspector beside the conversation. */
export function useIsWide(): boolean {
  return useMedia(WIDE);
}
