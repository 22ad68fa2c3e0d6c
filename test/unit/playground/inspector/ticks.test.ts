import { expect, it } from "vitest";

import { findNearest, toSpan, toTicks } from "@/lib/playground/inspector/ticks";
import type { WireEvent } from "@/lib/playground/inspector/event";

const toEvents = (...events: [atMs: number, bytes: number][]): WireEvent[] =>
  events.map(([atMs, bytes], index) => ({
    index,
    atMs,
    bytes,
    raw: "",
    kind: "chunk",
    hasToken: true,
  }));

const EVENTS = toEvents([412, 14], [437, 256], [912, 1_000_000]);

it("draws each tick at its event's time with a height for its size", () => {
  expect(toSpan(EVENTS)).toEqual({ startMs: 412, lengthMs: 500 });
  expect(toTicks(EVENTS, toSpan(EVENTS))).toBe("M0 26v-4M25 26v-12M500 26v-24");
});

it("gives zero or one events a time span of one millisecond", () => {
  expect(toSpan([])).toEqual({ startMs: 0, lengthMs: 1 });
  expect(toSpan(toEvents([5, 64]))).toEqual({ startMs: 5, lengthMs: 1 });
});

it.each([
  [-1, 0],
  [0, 0],
  [0.04, 1],
  [0.5, 1],
  [0.6, 2],
  [2, 2],
])("maps the timeline position %s to the nearest event, number %s", (share, place) => {
  expect(findNearest(EVENTS, share)).toBe(place);
});
