import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { runParallel } from "@/lib/gateway/services/parallel";

const CROWDED = new Error("crowded");
const isCrowded = (error: unknown): boolean => error === CROWDED;
const { signal } = new AbortController();

/** Runs tasks that take one turn each, under a limit that rejects any more. */
async function run(count: number, { width, limit }: { width: number | null; limit: number }) {
  let running = 0;
  let peak = 0;
  let refused = 0;
  const results = await runParallel(
    count,
    async (index) => {
      running += 1;
      peak = Math.max(peak, running);
      const isRefused = running > limit;
      await new Promise(setImmediate);
      running -= 1;
      if (isRefused) {
        refused += 1;
        throw CROWDED;
      }
      return index;
    },
    { width, isCrowded, signal },
  );
  return { results, peak, refused };
}

describe("runParallel", () => {
  it("keeps the order and the limit for any number of tasks", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(60), fc.integer({ min: 1, max: 9 }), async (count, width) => {
        const { results, peak } = await run(count, { width, limit: Infinity });
        expect(results).toEqual(Array.from({ length: count }, (_, index) => index));
        expect(peak).toBe(Math.min(count, width));
      }),
    );
  });

  it("widens to 64 parallel tasks if no limit is met", async () => {
    const { peak } = await run(500, { width: null, limit: Infinity });
    expect(peak).toBe(64);
  });

  it.each([1, 2, 3, 7, 20])("finds a limit of %d by itself with few rejections", async (limit) => {
    const { results, refused } = await run(300, { width: null, limit });
    expect(results).toHaveLength(300);
    expect(refused).toBeLessThan(60);
  });

  it("gives up on a task that is rejected repeatedly", async () => {
    await expect(run(3, { width: null, limit: 0 })).rejects.toThrow("crowded");
  });

  it("aborts the other tasks at the first other failure and waits for them to end", async () => {
    const ended: number[] = [];
    const begun: number[] = [];
    const failing = runParallel(
      20,
      async (index, inner) => {
        begun.push(index);
        if (index === 1) throw new Error("broken");
        await new Promise((resolve) => inner.addEventListener("abort", resolve));
        ended.push(index);
        inner.throwIfAborted();
      },
      { width: 4, isCrowded, signal },
    );
    await expect(failing).rejects.toThrow("broken");
    expect(begun).toEqual([0, 1, 2, 3]);
    expect(ended).toEqual([0, 2, 3]);
  });

  it("rejects with the caller's reason when the caller disconnects", async () => {
    const controller = new AbortController();
    const leaving = runParallel(
      5,
      async (index, inner) => {
        if (index === 2) controller.abort(new Error("left"));
        inner.throwIfAborted();
      },
      { width: 1, isCrowded, signal: controller.signal },
    );
    await expect(leaving).rejects.toThrow("left");
  });
});
