import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { delay } from "@/lib/gateway/generate/delay";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("delay", () => {
  it("resolves after the given time", async () => {
    const waiting = delay(100, new AbortController().signal);
    await vi.advanceTimersByTimeAsync(100);
    await expect(waiting).resolves.toBeUndefined();
  });

  it("rejects with the signal's reason and leaves no timer behind", async () => {
    const abort = new AbortController();
    const waiting = delay(100, abort.signal).catch((reason: unknown) => reason);
    const reason = new Error("left");
    abort.abort(reason);
    expect(await waiting).toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
    await expect(delay(100, abort.signal)).rejects.toBe(reason);
  });
});
