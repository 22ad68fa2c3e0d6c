"use client";

import { type ReactNode, useEffect, useRef } from "react";

import styles from "./scrollable.module.css";

type Props = {
  label: string;
  /** True to make it a landmark. */
  isLandmark?: boolean;
  className: string | undefined;
  children: ReactNode;
};

/**
 * Makes wide content scroll in itself, not the page, with the keyboard too. A shadow marks the
 * sides with hidden content, because many screens show scrollbars only while scrolling.
 */
export function Scrollable({ label, isLandmark = false, className, children }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const scroller = box.current;
    if (!scroller) return;
    const mark = () => {
      const { scrollLeft, scrollWidth, clientWidth } = scroller;
      // In right-to-left text `scrollLeft` counts down from zero.
      const from = Math.abs(scrollLeft);
      const hasBefore = from > 1;
      const hasAfter = scrollWidth - clientWidth - from > 1;
      frame.current?.toggleAttribute("data-before", hasBefore);
      frame.current?.toggleAttribute("data-after", hasAfter);
    };
    const observer = new ResizeObserver(mark);
    observer.observe(scroller);
    for (const child of scroller.children) observer.observe(child);
    scroller.addEventListener("scroll", mark, { passive: true });
    return () => {
      observer.disconnect();
      scroller.removeEventListener("scroll", mark);
    };
  }, []);
  return (
    <div ref={frame} className={styles["frame"]}>
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-tabindex -- what scrolls must take the focus (WCAG 2.1.1); a fieldset is for controls */}
      <div
        ref={box}
        className={className}
        role={isLandmark ? "region" : "group"}
        aria-label={label}
        tabIndex={0}
      >
        {children}
      </div>
    </div>
  );
}
