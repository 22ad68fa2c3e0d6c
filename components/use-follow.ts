import { useEffect, useLayoutEffect, useRef } from "react";

/**
 * Keeps the end of the page in view while an answer grows. Scrolling up, by whatever means, ends
 * that until the reader is back at the end or asks again.
 */
export function useFollow(turnCount: number): void {
  const isFollowing = useRef(false);

  useEffect(() => {
    let last = window.scrollY;
    const onScroll = () => {
      const isUp = window.scrollY < last;
      last = window.scrollY;
      // A page that became shorter moves up too, and is at its end then.
      if (isAtEnd()) isFollowing.current = true;
      else if (isUp) isFollowing.current = false;
    };
    window.addEventListener("scroll", onScroll, { passive: true });
    return () => window.removeEventListener("scroll", onScroll);
  }, []);

  useLayoutEffect(() => {
    isFollowing.current = turnCount > 0;
  }, [turnCount]);

  // After each rendering: every one of them may be a word more.
  useLayoutEffect(() => {
    if (isFollowing.current) window.scrollTo({ top: document.documentElement.scrollHeight });
  });
}

function isAtEnd(): boolean {
  const { scrollHeight } = document.documentElement;
  return window.scrollY + window.innerHeight >= scrollHeight - 1;
}
