import { useCallback, useSyncExternalStore } from "react";

/** Whether a media query holds; on the server, and for a first moment, it does not. */
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

/** As in the style sheets. */
export const WIDE = "(width >= 1100px)";

/** There is room for the list of conversations too. */
export function useIsRoomy(): boolean {
  return useMedia("(width >= 1536px)");
}

/** There is room for the inspector beside the conversation. */
export function useIsWide(): boolean {
  return useMedia(WIDE);
}
