import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { createIdleTimer } from "@/lib/streams/idle-timer";

const LIMIT_MS = 100;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("createIdleTimer", () => {
  const listen = () => {
    const told: number[] = [];
    const from = performance.now();
    const silence = createIdleTimer(LIMIT_MS, () =>
      told.push(Math.round(performance.now() - from)),
    );
    return { silence, told };
  };

  it("calls back once when the time has passed", () => {
    const { silence, told } = listen();
    silence.note();
    vi.advanceTimersByTime(99);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(1000);
    expect(told).toEqual([100]);
  });

  it("restarts with each note, to the millisecond", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 250 }), { minLength: 1 }), (gaps) => {
        const { silence, told } = listen();
        const expected: number[] = [];
        let at = 0;
        silence.note();
        for (const gap of gaps) {
          vi.advanceTimersByTime(gap);
          if (gap >= LIMIT_MS) expected.push(at + LIMIT_MS);
          at += gap;
          silence.note();
        }
        silence.stop();
        expect(told).toEqual(expected);
        expect(vi.getTimerCount()).toBe(0);
      }),
    );
  });

  it("allows each note its own time, with one timer", () => {
    const note = fc.record({
      gap: fc.integer({ min: 0, max: 250 }),
      within: fc.integer({ min: 1, max: 200 }),
    });
    fc.assert(
      fc.property(fc.array(note, { minLength: 1 }), (notes) => {
        const { silence, told } = listen();
        const expected: number[] = [];
        let at = 0;
        let allowed = LIMIT_MS;
        silence.note();
        for (const { gap, within } of notes) {
          vi.advanceTimersByTime(gap);
          if (gap >= allowed) expected.push(at + allowed);
          at += gap;
          allowed = within;
          silence.note(within);
          expect(vi.getTimerCount()).toBe(1);
        }
        silence.stop();
        expect(told).toEqual(expected);
        expect(vi.getTimerCount()).toBe(0);
      }),
    );
  });

  it("has no timer before the first note, and never more than one", () => {
    const { silence } = listen();
    expect(vi.getTimerCount()).toBe(0);
    for (let count = 0; count < 5; count += 1) silence.note();
    expect(vi.getTimerCount()).toBe(1);
  });

  it("can be restarted from its own callback", () => {
    let count = 0;
    const silence = createIdleTimer(LIMIT_MS, () => {
      count += 1;
      silence.note();
    });
    silence.note();
    vi.advanceTimersByTime(350);
    expect(count).toBe(3);
  });

  it("never calls back after stop()", () => {
    const { silence, told } = listen();
    silence.note();
    silence.stop();
    silence.note();
    vi.advanceTimersByTime(1000);
    expect(told).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
