import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { findFailure } from "@/lib/core/errors";
import { createLanes } from "@/lib/gateway/shares/lanes";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const OPTIONS = {
  lanes: 2,
  lanesPerOwner: 2,
  maxWaiting: 100,
  maxWaitingPerOwner: 8,
  waitMs: 1000,
};
const { signal } = new AbortController();

/** Creates work that ends on command, and records the order in which it began. */
function createWorks(options = OPTIONS) {
  const lanes = createLanes(options);
  const began: string[] = [];
  const ends: (() => void)[] = [];
  const start = (owner: string, leaving = signal): Promise<string> =>
    lanes
      .run(
        owner,
        () => {
          began.push(owner);
          return new Promise<void>((resolve) => ends.push(resolve));
        },
        leaving,
      )
      .then(
        () => "done",
        (error: unknown) => findFailure(error)?.kind ?? String(error),
      );
  const end = async (): Promise<void> => {
    ends.shift()?.();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { began, start, end };
}

describe("createLanes", () => {
  it("gives lanes to owners in turn, however much one of them has waiting", async () => {
    const { began, start, end } = createWorks();
    for (let at = 0; at < 6; at += 1) void start("greedy");
    void start("honest");
    await vi.advanceTimersByTimeAsync(0);
    expect(began).toEqual(["greedy", "greedy"]);
    await end();
    await end();
    expect(began).toEqual(["greedy", "greedy", "greedy", "honest"]);
  });

  it("never runs more work of one owner than allowed", async () => {
    const { began, start } = createWorks({ ...OPTIONS, lanes: 8 });
    for (let at = 0; at < 6; at += 1) void start("a");
    void start("b");
    await vi.advanceTimersByTimeAsync(0);
    expect(began).toEqual(["a", "a", "b"]);
  });

  it("rejects work that waits too long or finds too much waiting, of one owner or in total", async () => {
    const { start } = createWorks({ ...OPTIONS, maxWaiting: 10 });
    const all = Array.from({ length: 11 }, () => start("a"));
    expect(await all[10]).toBe("caller-busy");
    void start("b");
    void start("b");
    expect(await start("c")).toBe("overloaded");
    await vi.advanceTimersByTimeAsync(1000);
    expect(await all[9]).toBe("caller-busy");
  });

  it("skips work that was aborted while waiting", async () => {
    const { began, start, end } = createWorks();
    void start("a");
    void start("a");
    const leaving = new AbortController();
    const left = start("b", leaving.signal);
    void start("c");
    leaving.abort(new Error("gone"));
    expect(await left).toBe("Error: gone");
    await end();
    expect(began).toEqual(["a", "a", "c"]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("runs everything in the end, and never more at once than there are lanes", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 20 }),
        async (owners) => {
          const lanes = createLanes({ ...OPTIONS, maxWaitingPerOwner: 99 });
          let running = 0;
          let most = 0;
          const work = async (): Promise<void> => {
            running += 1;
            most = Math.max(most, running);
            await Promise.resolve();
            running -= 1;
          };
          await Promise.all(owners.map((owner) => lanes.run(owner, work, signal)));
          expect(most).toBeLessThanOrEqual(2);
          expect(running).toBe(0);
        },
      ),
    );
  });
});
