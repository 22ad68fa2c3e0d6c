import type { WireEvent } from "./event";

export const STRIP_HEIGHT = 26;

/** The time that the strip spans, from its first event to its last; never nothing. */
export type Span = { startMs: number; lengthMs: number };

export function toSpan(events: readonly WireEvent[]): Span {
  const startMs = events[0]?.atMs ?? 0;
  return { startMs, lengthMs: Math.max(1, (events.at(-1)?.atMs ?? startMs) - startMs) };
}

/** All ticks as one path: as many events as are kept cost one element. */
export function toTicks(events: readonly WireEvent[], { startMs }: Span): string {
  let path = "";
  for (const { atMs, bytes } of events) {
    path += `M${round(atMs - startMs)} ${STRIP_HEIGHT}v-${toHeight(bytes)}`;
  }
  return path;
}

const LOW = 4;
const HIGH = STRIP_HEIGHT - 2;

/** By the number's length, from 64 bytes to 2,048: most chunks are alike, and some are huge. */
function toHeight(bytes: number): number {
  const share = (Math.log2(Math.max(1, bytes)) - 6) / 5;
  return round(LOW + (HIGH - LOW) * Math.min(1, Math.max(0, share)));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The place of the event that is nearest to a share of the span, from 0 to 1. */
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
