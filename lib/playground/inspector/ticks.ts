import type { WireEvent } from "./event";

export const STRIP_HEIGHT = 26;

/** The time from the first event to the last, which the strip shows; never zero. */
export type Span = { startMs: number; lengthMs: number };

export function toSpan(events: readonly WireEvent[]): Span {
  const startMs = events[0]?.atMs ?? 0;
  return { startMs, lengthMs: Math.max(1, (events.at(-1)?.atMs ?? startMs) - startMs) };
}

/** Draws all ticks as one path, so that thousands of events cost one element. */
export function toTicks(events: readonly WireEvent[], { startMs }: Span): string {
  let path = "";
  for (const { atMs, bytes } of events) {
    path += `M${round(atMs - startMs)} ${STRIP_HEIGHT}v-${toHeight(bytes)}`;
  }
  return path;
}

const LOW = 4;
const HIGH = STRIP_HEIGHT - 2;

/**
 * Returns a height on a logarithmic scale from 64 to 2,048 bytes, because most chunks are small and
 * some are huge.
 */
function toHeight(bytes: number): number {
  const share = (Math.log2(Math.max(1, bytes)) - 6) / 5;
  return round(LOW + (HIGH - LOW) * Math.min(1, Math.max(0, share)));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Returns the position of the event nearest to a fraction of the span, from 0 to 1. */
export function findNearest(events: readonly WireEvent[], share: number): number {
  const { startMs, lengthMs } = toSpan(events);
  const atMs = startMs + share * lengthMs;
  let nearest = 0;
  for (const [place, event] of events.entries()) {
    const best = events[nearest];
    if (best && Math.abs(event.atMs - atMs) < Math.abs(best.atMs - atMs)) nearest = place;
  }
  return nearest;
}
