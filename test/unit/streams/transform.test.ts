import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";

import { type Transform, transform } from "@/lib/streams/transform";
import type { Source } from "@/lib/streams/source";

import { handFed } from "./hand-fed";

/** The generator that a transform replaces. */
async function* throughGenerator<A, B>(source: Source<A>, stage: Transform<A, B>): Source<B> {
  try {
    for await (const value of source) {
      yield stage.step(value);
      if (stage.hasEnough?.()) break;
    }
    const last = stage.end?.();
    if (last !== undefined) yield last;
  } catch (error) {
    const last = stage.fail(error);
    if (last !== undefined) yield last;
  }
}

type Plan = {
  values: number[];
  /** Whether the source ends with an error. */
  breaks: boolean;
  /** The value at which the step throws, and the value at which the transform has enough. */
  badAt: number;
  enoughAt: number;
  /** What happens at the end, and after a failure. */
  end: "nothing" | "word" | "throw";
  fail: "nothing" | "word" | "throw";
  /** The reader leaves after this many values. */
  leavesAfter: number;
};

/** Records everything observable about a transform, in order. */
async function watch(pass: typeof throughGenerator<number, string>, plan: Plan): Promise<string[]> {
  const seen: string[] = [];
  const say = (what: "nothing" | "word" | "throw", word: string): string | undefined => {
    seen.push(`asked for ${word}`);
    if (what === "throw") throw new Error(word);
    return what === "word" ? word : undefined;
  };
  async function* source(): Source<number> {
    try {
      yield* plan.values;
      if (plan.breaks) throw new Error("broken");
    } finally {
      seen.push("source left");
    }
  }
  let last = 0;
  const passed = pass(source(), {
    step(value) {
      last = value;
      if (value === plan.badAt) throw new Error("bad");
      return `<${value}>`;
    },
    hasEnough: () => last === plan.enoughAt,
    end: () => say(plan.end, "end"),
    fail: (error) => say(plan.fail, `fail: ${String(error)}`),
  });
  let left = plan.leavesAfter;
  try {
    for await (const value of passed) {
      seen.push(value);
      if ((left -= 1) === 0) break;
    }
  } catch (error) {
    seen.push(`thrown: ${String(error)}`);
  }
  seen.push(`then ${JSON.stringify(await passed.next())}`);
  return seen;
}

describe("transform", () => {
  it("behaves like the equivalent generator", async () => {
    const way = fc.constantFrom("nothing", "word", "throw");
    const at = fc.integer({ min: 0, max: 6 });
    const plans = fc.record<Plan>({
      values: fc.integer({ min: 0, max: 5 }).map((length) => [1, 2, 3, 4, 5].slice(0, length)),
      breaks: fc.boolean(),
      badAt: at,
      enoughAt: fc.integer({ min: 1, max: 7 }),
      end: way,
      fail: way,
      leavesAfter: at,
    });
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        expect(await watch(transform, plan)).toEqual(await watch(throughGenerator, plan));
      }),
      { numRuns: 500 },
    );
  });

  it("reads no value before its reader does", async () => {
    const { source, asked, give } = handFed<number>();
    const doubled = transform(source, { step: (value) => value * 2, fail: () => undefined });
    const first = doubled.next();
    give(1);
    expect(await first).toEqual({ done: false, value: 2 });
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked.count).toBe(1);
  });

  it("returns its source only after the pending value", async () => {
    const { source, give } = handFed<number>();
    const left = vi.spyOn(source, "return");
    const same = transform(source, { step: (value) => value, fail: () => undefined });
    const awaited = same.next();
    const leaving = same.return();
    await new Promise((resolve) => setImmediate(resolve));
    expect(left).not.toHaveBeenCalled();
    give(1);
    expect(await awaited).toEqual({ done: false, value: 1 });
    expect(await leaving).toEqual({ done: true, value: undefined });
    expect(left).toHaveBeenCalledOnce();
  });
});
