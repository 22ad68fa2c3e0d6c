"use client";

import { type KeyboardEvent, type MouseEvent, useRef, useState } from "react";

import { useWords } from "@/components/context/i18n";
import { interpolate } from "@/lib/playground/inspector/interpolate";
import { toOffset } from "@/lib/playground/inspector/export-log";
import { toDuration } from "@/lib/playground/inspector/metrics";
import { findNearest } from "@/lib/playground/inspector/ticks";
import type { WireEvent } from "@/lib/playground/inspector/event";
import type { WireLog } from "@/lib/playground/inspector/log";
import { INSPECTOR } from "@/lib/playground/i18n/inspector";

import { Ticks } from "./ticks";
import { useWireLog } from "./use-wire-log";
import styles from "./wire-strip.module.css";

type Props = {
  wireId: string | null;
  /** The time that is shown beside the answer; the log has a clock of its own. */
  firstTokenMs: number | null;
  /** The event that is selected elsewhere, counted through the whole stream; null for none. */
  selected: number | null;
  /** Called with the selected event, counted through the whole stream. */
  onSelect: (index: number) => void;
};

/**
 * Shows a request over time: the wait for the first token, then a tick per event, whose height is
 * its size.
 */
export function WireStrip({ wireId, firstTokenMs, selected, onSelect }: Props) {
  const log = useWireLog(wireId);
  const t = useWords(INSPECTOR);
  if (!log) return null;
  const timing = { ...log.timing, firstTokenMs };
  const told = { ...log, timing };
  if (log.events.length > 0) {
    return <Timeline log={told} selected={selected} onSelect={onSelect} />;
  }
  // That it was stopped is already shown beside it.
  if (log.ending?.kind === "stopped") return null;
  // There is no event yet.
  const text = log.ending ? t[log.ending.kind] : t.waiting;
  return (
    <div className={styles["strip"]} data-live={!log.ending}>
      <span className={styles["wait"]}>{text}</span>
    </div>
  );
}

/**
 * The props of a slider through the events: the arrow keys move between them, Enter opens the
 * current one.
 */
type TimelineProps = Pick<Props, "selected" | "onSelect"> & { log: WireLog };

function Timeline({ log, selected, onSelect }: TimelineProps) {
  const t = useWords(INSPECTOR);
  const { events, timing, ending, droppedEvents } = log;
  // Its number in the whole stream, because older events may be removed.
  const [cursor, setCursor] = useState<number | null>(null);
  const [marked, setMarked] = useState(selected);
  // Marks the event that was selected last, here or in the list.
  if (marked !== selected) {
    setMarked(selected);
    setCursor(selected);
  }
  const ticks = useRef<SVGSVGElement>(null);
  const last = events.length - 1;
  const place = Math.min(Math.max((cursor ?? 0) - droppedEvents, 0), last);
  const current = cursor === null ? undefined : events[place];

  const open = (next: number): void => {
    const event = events[next];
    if (!event) return;
    setCursor(event.index);
    onSelect(event.index);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    open(place);
  };
  // Selects by time, as the ticks are placed; the slider itself would select by number.
  const onMouseDown = (event: MouseEvent<HTMLInputElement>): void => {
    event.preventDefault();
    event.currentTarget.focus();
    const box = ticks.current?.getBoundingClientRect();
    if (box) open(findNearest(events, (event.clientX - box.left) / Math.max(1, box.width)));
  };

  return (
    <div className={styles["strip"]} data-live={!ending}>
      <span
        className={styles["wait"]}
        style={{ flexGrow: timing.firstTokenMs ?? events[0]?.atMs ?? 0 }}
      >
        {timing.firstTokenMs === null && !ending ? t.waiting : toDuration(timing.firstTokenMs)}
      </span>
      <Ticks ref={ticks} events={events} current={current} />
      <input
        type="range"
        className={styles["slider"]}
        aria-label={t.strip}
        aria-valuetext={current ? describe(current, { log, t }) : summarise({ log, t })}
        min={droppedEvents + 1}
        max={droppedEvents + events.length}
        value={droppedEvents + place + 1}
        onChange={(event) => setCursor(event.target.valueAsNumber - 1)}
        onKeyDown={onKeyDown}
        onMouseDown={onMouseDown}
      />
    </div>
  );
}

type Told = { log: WireLog; t: (typeof INSPECTOR)["en"] };

function describe({ index, atMs, bytes, kind }: WireEvent, { log, t }: Told): string {
  return interpolate(t.stripEvent, {
    place: index + 1,
    count: log.droppedEvents + log.events.length,
    at: toOffset(atMs),
    bytes,
    kind: t[kind],
  });
}

function summarise({ log: { timing, events, droppedEvents }, t }: Told): string {
  return interpolate(t.stripSummary, {
    first: toDuration(timing.firstTokenMs),
    count: droppedEvents + events.length,
    total: toDuration(timing.totalMs),
  });
}
