import { type RefObject, useEffect, useRef, useState } from "react";

/** Until it is measured. */
const GUESSED_HEIGHT = 400;

type ScrollWindow = {
  box: RefObject<HTMLDivElement | null>;
  top: number;
  height: number;
  onScroll: () => void;
};

type Options = {
  /** More may come. */
  grows: boolean;
  /** Something in it is being read. */
  isHeld: boolean;
};

/** What of a scrolling box is in sight. While it grows, a reader at its end stays at its end. */
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

  // After every drawing, since each may have brought more.
  useEffect(() => {
    const element = box.current;
    // Once more when it has ended: the last of it comes together with its end.
    const follows = (grows || grew.current) && !isHeld;
    grew.current = grows;
    if (element && follows && isAtEnd.current) element.scrollTop = element.scrollHeight;
  });

  const onScroll = (): void => {
    const element = box.current;
    if (!element) return;
    const { scrollTop, scrollHeight, clientHeight } = element;
    setTop(scrollTop);
    // What was added meanwhile moves the end away, too. Only who scrolls back has left it.
    const isBack = scrollTop < lastTop.current;
    isAtEnd.current = scrollHeight - scrollTop - clientHeight < 2 || (isAtEnd.current && !isBack);
    lastTop.current = scrollTop;
  };
  return { box, top, height, onScroll };
}
