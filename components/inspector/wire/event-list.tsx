import { type KeyboardEvent, useEffect, useRef, useState } from "react";

import type { WireEvent } from "@/lib/playground/inspector/event";

import { EventRow } from "./event-row";
import { ROW_HEIGHT, toPlaces, toTop, toTotalHeight } from "./event-window";
import styles from "./events-view.module.css";
import { useVirtualWindow } from "./use-virtual-window";

type Props = {
  events: readonly WireEvent[];
  /** The position of the event whose details are shown. */
  open: number | null;
  isLive: boolean;
  /** Called with the event's number in the whole stream, or null to close the details. */
  onOpen: (index: number | null) => void;
};

const STEPS: Readonly<Record<string, (place: number, last: number) => number>> = {
  ArrowDown: (place) => place + 1,
  ArrowUp: (place) => place - 1,
  PageDown: (place) => place + 10,
  PageUp: (place) => place - 10,
  Home: () => 0,
  End: (_place, last) => last,
};

/**
 * Lists the events as rows, of which one may be open. Tab stops once, and the arrow keys move
 * between rows.
 */
export function EventList({ events, open, isLive, onOpen }: Props) {
  const last = events.length - 1;
  const { box, onScroll, ...scroll } = useVirtualWindow({ grows: isLive, isHeld: open !== null });
  const [active, setActive] = useState<number | null>(null);
  // Set while the row to which the arrow keys moved is not rendered yet.
  const takesFocus = useRef(false);
  const current = Math.min(active ?? open ?? 0, last);

  useEffect(() => {
    if (!takesFocus.current) return;
    takesFocus.current = false;
    box.current?.querySelector<HTMLElement>("button[tabindex='0']")?.focus();
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    const next = STEPS[event.key]?.(current, last);
    if (next === undefined) return;
    event.preventDefault();
    takesFocus.current = true;
    setActive(Math.min(Math.max(next, 0), last));
  };

  return (
    <div ref={box} className={styles["box"]} onScroll={onScroll}>
      <ol className={styles["list"]} style={{ height: toTotalHeight(events.length, open) }}>
        {toPlaces(events.length, scroll, [current, open]).map((place) => {
          const event = events[place];
          if (!event) return null;
          return (
            <li
              key={event.index}
              aria-setsize={events.length}
              aria-posinset={place + 1}
              className={styles["item"]}
              style={{ top: toTop(place, open), minHeight: ROW_HEIGHT }}
            >
              <EventRow
                event={event}
                isOpen={place === open}
                isActive={place === current}
                onKeyDown={onKeyDown}
                onToggle={() => {
                  setActive(place);
                  onOpen(place === open ? null : event.index);
                }}
              />
            </li>
          );
        })}
      </ol>
    </div>
  );
}
