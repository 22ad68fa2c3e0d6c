import { type RefObject, useEffect, useRef, useState } from "react";

/** Until it is measured. */
const GUESSED_HEIGHT = 400;

type ScrollWindow = {
  box: RefObject<HTMLDivElement | null>;
  top: number;
  height: number;
  onScroll: () => void;
};

/** What of a scrolling box is in sight. While `follows`, a reader at its end stays at its end. */
export function useWindow(follows: boolean): ScrollWindow {
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(GUESSED_HEIGHT);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight || GUESSED_HEIGHT));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // After every drawing, since each may have brought more.
  useEffect(() => {
    const element = box.current;
    if (element && follows && isAtEnd.current) element.scrollTop = element.scrollHeight;
  });

  const onScroll = (): void => {
    const element = box.current;
    if (!element) return;
    setTop(element.scrollTop);
    isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 2;
  };
  return { box, top, height, onScroll };
}
