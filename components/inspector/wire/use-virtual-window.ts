import { type RefObject, useEffect, useRef, useState } from "react";

/** The height until it is measured. */
const GUESSED_HEIGHT = 400;

type ScrollWindow = {
  box: RefObject<HTMLDivElement | null>;
  top: number;
  height: number;
  onScroll: () => void;
};

type Options = {
  /** True if more rows may arrive. */
  grows: boolean;
  /** True while something in it is being read. */
  isHeld: boolean;
};

/**
 * Returns the visible part of a scrolling box. While it grows, a reader at its end stays at its
 * end.
 */
export function useVirtualWindow({ grows, isHeld }: Options): ScrollWindow {
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const lastTop = useRef(0);
  const grew = useRef(grows);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(GUESSED_HEIGHT);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight || GUESSED_HEIGHT));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // After every render, because each may have added rows.
  useEffect(() => {
    const element = box.current;
    // Once more after the end, because the last rows arrive together with it.
    const follows = (grows || grew.current) && !isHeld;
    grew.current = grows;
    if (element && follows && isAtEnd.current) element.scrollTop = element.scrollHeight;
  });

  const onScroll = (): void => {
    const element = box.current;
    if (!element) return;
    const { scrollTop, scrollHeight, clientHeight } = element;
    setTop(scrollTop);
    // New rows also move the end away. Only scrolling back means that the reader has left it.
    const isBack = scrollTop < lastTop.current;
    isAtEnd.current = scrollHeight - scrollTop - clientHeight < 2 || (isAtEnd.current && !isBack);
    lastTop.current = scrollTop;
  };
  return { box, top, height, onScroll };
}
