import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { inOrder } from "@/lib/gateway/services/in-order";

import { collect } from "../../../collect";
import { eventually } from "../../../eventually";

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const signal = new AbortController().signal;
const isCrowded = (error: unknown): boolean => error instanceof RangeError;

/** Jobs that are these numbers of values each. */
function toJobs<J>(jobs: readonly J[]): () => Promise<J | undefined> {
  const rest = [...jobs];
  return async () => rest.shift();
}

describe("inOrder", () => {
  it("yields in the order of the jobs, however long each takes, and no more at once than it may", async () => {
    const jobs = fc.array(fc.array(fc.nat(4), { maxLength: 4 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(jobs, fc.integer({ min: 1, max: 4 }), async (waits, width) => {
        let [running, most] = [0, 0];
        const source = inOrder({
          next: toJobs(waits.map((turns, index) => ({ turns, index }))),
          async *open({ turns, index }: { turns: number[]; index: number }) {
            running += 1;
            most = Math.max(most, running);
            for (const [at, count] of turns.entries()) {
              for (let left = count; left > 0; left -= 1) await turn();
              yield `${index}.${at}`;
            }
            running -= 1;
          },
          width,
          isCrowded,
          signal,
        });
        const expected = waits.flatMap((turns, index) => turns.map((_, at) => `${index}.${at}`));
        expect(await collect(source)).toEqual(expected);
        expect(most).toBeLessThanOrEqual(width);
      }),
      { numRuns: 60 },
    );
  });

  it("throws the first failure at once and aborts all others", async () => {
    const aborted: number[] = [];
    const source = inOrder({
      next: toJobs([0, 1, 2]),
      async *open(job: number, ending) {
        if (job === 1) throw new Error("no");
        yield job;
        try {
          while (!ending.aborted) await turn();
          ending.throwIfAborted();
        } finally {
          aborted.push(job);
        }
      },
      width: 3,
      isCrowded,
      signal,
    });
    await expect(collect(source)).rejects.toThrow("no");
    await eventually(() => expect(aborted).toHaveLength(2));
    expect(aborted.toSorted((a, b) => a - b)).toEqual([0, 2]);
  });

  it("runs fewer at once after a refusal for crowding, and loses nothing", async () => {
    let [running, refused] = [0, 0];
    const source = inOrder({
      next: toJobs([0, 1, 2, 3, 4]),
      async *open(job) {
        running += 1;
        await turn();
        const isOver = running > 1;
        if (isOver) {
          running -= 1;
          refused += 1;
          throw new RangeError("crowded");
        }
        await turn();
        yield job;
        running -= 1;
      },
      width: 4,
      isCrowded,
      signal,
    });
    expect(await collect(source)).toEqual([0, 1, 2, 3, 4]);
    expect(refused).toBeGreaterThan(0);
  });

  it("fails for crowding where one alone is refused", async () => {
    const open = (): AsyncGenerator<number, void, undefined> => failing(new RangeError("crowded"));
    await expect(
      collect(inOrder({ next: toJobs([0, 1]), open, width: 2, isCrowded, signal })),
    ).rejects.toThrow("crowded");
  });

  it("aborts what runs when its reader has enough", async () => {
    let hasEnded = false;
    const source = inOrder({
      next: toJobs([0, 1]),
      async *open(job, ending) {
        ending.addEventListener("abort", () => (hasEnded = true), { once: true });
        yield job;
        await new Promise((_, reject) => ending.addEventListener("abort", reject, { once: true }));
      },
      width: 2,
      isCrowded,
      signal,
    });
    expect(await source.next()).toEqual({ done: false, value: 0 });
    await source.return();
    expect(hasEnded).toBe(true);
  });
});

async function* failing(error: Error): AsyncGenerator<number, void, undefined> {
  await turn();
  if (error) throw error;
  yield 0;
}
