import { type KeyboardEvent, useEffect, useId, useRef } from "react";

import { useWords } from "@/components/context/i18n";
import { toOffset } from "@/lib/playground/inspector/export-log";
import { toPreview, toReadable } from "@/lib/playground/inspector/preview";
import type { WireEvent } from "@/lib/playground/inspector/event";
import { INSPECTOR } from "@/lib/playground/i18n/inspector";

import styles from "./event-row.module.css";
import { DETAIL_HEIGHT } from "./event-window";
import { ScrollText } from "./scroll-text";

type Props = {
  event: WireEvent;
  isOpen: boolean;
  /** True for the only row that the Tab key reaches. */
  isActive: boolean;
  onKeyDown: (event: KeyboardEvent) => void;
  onToggle: () => void;
};

export function EventRow({ event, isOpen, isActive, onKeyDown, onToggle }: Props) {
  const t = useWords(INSPECTOR);
  const detailId = useId();
  const button = useRef<HTMLButtonElement>(null);
  // Scrolls to a selected row and its details, because the reader may have selected it elsewhere.
  useEffect(() => {
    if (isOpen) button.current?.parentElement?.scrollIntoView({ block: "nearest" });
  }, [isOpen]);
  return (
    <>
      <button
        ref={button}
        type="button"
        className={styles["row"]}
        aria-expanded={isOpen}
        aria-controls={isOpen ? detailId : undefined}
        tabIndex={isActive ? 0 : -1}
        onKeyDown={onKeyDown}
        onClick={onToggle}
      >
        <span className={styles["time"]}>{toOffset(event.atMs)}</span>
        <span className={styles["bytes"]}>{event.bytes} B</span>
        <span className={styles["kind"]} data-kind={event.kind}>
          {t[event.kind]}
        </span>
        <span className={styles["preview"]}>{toPreview(event)}</span>
      </button>
      {isOpen && (
        <ScrollText
          id={detailId}
          label={`${toOffset(event.atMs)} ${t[event.kind]}`}
          height={DETAIL_HEIGHT}
        >
          {toReadable(event)}
        </ScrollText>
      )}
    </>
  );
}
