import { describe, expect, it, vi } from "vitest";

import { linkAbort } from "@/lib/streams/linked-abort";

import { collectGarbage } from "../../collected";
import { eventually } from "../../eventually";

describe("linkAbort", () => {
  it("aborts with its parent's reason, before and after it is linked", () => {
    const parent = new AbortController();
    const linked = linkAbort(parent.signal, 1000);
    parent.abort("gone");
    expect([linked.signal.reason, linked.isLate()]).toEqual(["gone", false]);
    expect(linkAbort(parent.signal).signal.reason).toBe("gone");
    linked.close();
  });

  it("aborts by itself without touching its parent", () => {
    const parent = new AbortController();
    const linked = linkAbort(parent.signal);
    linked.abort("stop");
    expect([linked.signal.reason, parent.signal.aborted]).toEqual(["stop", false]);
  });

  it("aborts at its deadline and reports it", () => {
    vi.useFakeTimers();
    const linked = linkAbort(new AbortController().signal, 500);
    vi.advanceTimersByTime(499);
    expect(linked.signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect([linked.signal.aborted, linked.isLate()]).toEqual([true, true]);
    vi.useRealTimers();
  });

  it("never aborts once it is closed", () => {
    vi.useFakeTimers();
    const parent = new AbortController();
    const linked = linkAbort(parent.signal, 500);
    linked.close();
    parent.abort();
    vi.advanceTimersByTime(1000);
    expect(linked.signal.aborted).toBe(false);
    vi.useRealTimers();
  });

  it("keeps its deadline when garbage is collected before it", async () => {
    let isAborted = false;
    const { signal } = new AbortController();
    const link = (): void => {
      const linked = linkAbort(signal, 50);
      linked.signal.addEventListener("abort", () => (isAborted = true));
    };
    link();
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
    await eventually(() => expect(isAborted).toBe(true));
  });
});
