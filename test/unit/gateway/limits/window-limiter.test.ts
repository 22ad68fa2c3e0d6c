import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Counter } from "@/lib/gateway/limits/counter";
import { createMemoryCounters } from "@/lib/gateway/limits/memory-counter";
import { createWindowLimiter, type WindowLimiter } from "@/lib/gateway/limits/window-limiter";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const now = (): Date => new Date();
const MINUTE = { limit: 3, seconds: 60 };
const HOUR = { limit: 5, seconds: 3600 };

function meterOf(windows: (typeof MINUTE)[], mayOverdraw = false): WindowLimiter {
  const create = createMemoryCounters(now);
  const meter = createWindowLimiter({ name: "test", windows, create, mayOverdraw });
  if (!meter) throw new Error("no meter");
  return meter;
}

/** Takes points one by one, and returns which were accepted. */
async function takeEach(meter: WindowLimiter, times: number, key = "a"): Promise<boolean[]> {
  const taken: boolean[] = [];
  for (let time = 0; time < times; time += 1) taken.push((await meter.take(key, 1)).isTaken);
  return taken;
}

describe("createWindowLimiter", () => {
  it("returns null without windows", () => {
    const create = createMemoryCounters(now);
    expect(
      createWindowLimiter({ name: "test", windows: [], create, mayOverdraw: false }),
    ).toBeNull();
  });

  it("accepts up to the limit per key, and again when the window has ended", async () => {
    const meter = meterOf([MINUTE]);
    expect(await takeEach(meter, 5)).toEqual([true, true, true, false, false]);
    expect(await takeEach(meter, 1, "b")).toEqual([true]);
    vi.advanceTimersByTime(59_999);
    expect(await takeEach(meter, 1)).toEqual([false]);
    vi.advanceTimersByTime(1);
    expect(await takeEach(meter, 4)).toEqual([true, true, true, false]);
  });

  it("reports which window rejects and when it ends", async () => {
    const meter = meterOf([MINUTE, HOUR]);
    await takeEach(meter, 3);
    vi.advanceTimersByTime(20_000);
    expect(await meter.take("a", 1)).toMatchObject({
      isTaken: false,
      window: MINUTE,
      reading: { limit: 3, remaining: 0, resetMs: 40_000 },
    });
    vi.advanceTimersByTime(40_000);
    await takeEach(meter, 2);
    expect(await meter.take("a", 1)).toMatchObject({
      isTaken: false,
      window: HOUR,
      reading: { limit: 5, remaining: 0, resetMs: 3_540_000 },
    });
  });

  it("does not count in the long window what the short one rejects", async () => {
    const meter = meterOf([MINUTE, HOUR]);
    await takeEach(meter, 50);
    vi.advanceTimersByTime(60_000);
    expect(await takeEach(meter, 3)).toEqual([true, true, false]);
  });

  it("reports the window with the least remaining", async () => {
    const meter = meterOf([{ limit: 9, seconds: 60 }, HOUR]);
    expect(await meter.take("a", 1)).toMatchObject({ tightest: { limit: 5, remaining: 4 } });
  });

  it("takes all points or none", async () => {
    const meter = meterOf([HOUR]);
    await meter.take("a", 3);
    expect(await meter.take("a", 3)).toMatchObject({ isTaken: false, reading: { remaining: 2 } });
    expect(await meter.take("a", 2)).toMatchObject({ isTaken: true, tightest: { remaining: 0 } });
  });

  it("lets any remaining points cover one larger take with mayOverdraw", async () => {
    const meter = meterOf([HOUR], true);
    expect(await meter.take("a", 4)).toMatchObject({ isTaken: true });
    expect(await meter.take("a", 100)).toMatchObject({ isTaken: true });
    expect(await meter.take("a", 1)).toMatchObject({ isTaken: false, points: 104 });
    expect(await meter.take("a", 0)).toMatchObject({ isTaken: false });
  });

  it("gives points back only to the window that counted them", async () => {
    const meter = meterOf([HOUR]);
    const verdict = await meter.take("a", 5);
    if (!verdict.isTaken) throw new Error("refused");
    await verdict.giveBack(2);
    expect(await takeEach(meter, 3)).toEqual([true, true, false]);
    vi.advanceTimersByTime(3_600_000);
    await verdict.giveBack(3);
    expect(await takeEach(meter, 6)).toEqual([true, true, true, true, true, false]);
  });
});

describe("createMemoryCounters", () => {
  it("evicts only the oldest window of a stranger when there are too many", async () => {
    const counter: Counter = createMemoryCounters(now, { maxKeys: 3 })({ name: "x", seconds: 60 });
    await counter.add("known", 1);
    for (const key of ["~a", "~b", "~c"]) await counter.add(key, 1);
    await counter.add("~d", 1);
    expect((await counter.add("~b", 1)).points).toBe(2);
    expect((await counter.add("~d", 1)).points).toBe(2);
    expect((await counter.add("~a", 1)).points).toBe(1);
    for (let at = 0; at < 100; at += 1) await counter.add(`~${at}`, 1);
    expect((await counter.add("known", 1)).points).toBe(2);
  });

  it("gives back no more than a window contains", async () => {
    const counter = createMemoryCounters(now, { maxKeys: 1 })({ name: "x", seconds: 60 });
    const { giveBack } = await counter.add("~a", 100);
    await counter.add("~b", 1);
    await counter.add("~a", 3);
    await giveBack(100);
    expect((await counter.add("~a", 0)).points).toBe(0);
  });

  it("leaves no timer behind when the windows have ended", async () => {
    const counter = createMemoryCounters(now)({ name: "x", seconds: 60 });
    for (let caller = 0; caller < 100; caller += 1) await counter.add(`caller ${caller}`, 1);
    expect(vi.getTimerCount()).toBe(100);
    vi.advanceTimersByTime(60_000);
    expect(vi.getTimerCount()).toBe(0);
  });
});
