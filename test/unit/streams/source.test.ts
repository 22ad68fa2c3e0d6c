import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { type Begun, fulfilsWithin, merge, replay, startWith } from "@/lib/streams/source";

import { collect } from "../../collect";
import { isCollected } from "../../collected";
import { handFed } from "./hand-fed";

/** Runs everything that is ready to run. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("merge", () => {
  it("yields values as they come, each with the index of its source", async () => {
    const [a, b] = [handFed<string>(), handFed<string>()];
    const merged = merge([a.source, b.source]);
    const first = merged.next();
    await settle();
    b.give("b1");
    expect((await first).value).toEqual({ index: 1, value: "b1" });
    const second = merged.next();
    a.give("a1");
    expect((await second).value).toEqual({ index: 0, value: "a1" });
    const third = merged.next();
    await settle();
    a.end();
    b.end();
    expect((await third).done).toBe(true);
  });

  it("reads a source no more than one value ahead of its reader", async () => {
    const a = handFed<string>();
    const merged = merge([a.source]);
    const first = merged.next();
    await settle();
    a.give("a1");
    await first;
    await settle();
    expect(a.asked.count).toBe(1);
  });

  it("forwards a single source with its end and its errors", async () => {
    async function* source(): AsyncGenerator<string, void, undefined> {
      yield* ["a", "b"];
    }
    const values = [
      { index: 0, value: "a" },
      { index: 0, value: "b" },
    ];
    expect(await collect(merge([source()]))).toEqual(values);
    const broken = startWith(() => Promise.reject(new Error("broken")));
    await expect(collect(merge([broken]))).rejects.toThrow("broken");
  });

  it("throws the first error", async () => {
    async function* failing(): AsyncGenerator<string, void, undefined> {
      yield "once";
      throw new Error("broken");
    }
    await expect(collect(merge([failing(), handFed<string>().source]))).rejects.toThrow("broken");
  });
});

describe("replay", () => {
  it("yields the first value and then the rest", async () => {
    async function* source(): AsyncGenerator<number, void, undefined> {
      yield* [1, 2, 3];
    }
    const values = source();
    expect(await collect(replay(values.next(), values))).toEqual([1, 2, 3]);
  });
});

describe("startWith", () => {
  async function* source(left: () => void): AsyncGenerator<number, void, undefined> {
    try {
      yield* [1, 2, 3];
    } finally {
      left();
    }
  }

  it("starts on the first read, and only once", async () => {
    const begin = vi.fn<() => Promise<Begun<number>>>(async () => {
      const rest = source(() => {});
      return { first: await rest.next(), rest };
    });
    const values = startWith(begin);
    expect(begin).not.toHaveBeenCalled();
    const both = await Promise.all([values.next(), values.next()]);
    expect(both.map(({ value }) => value)).toEqual([1, 2]);
    expect(await collect(values)).toEqual([3]);
    expect(begin).toHaveBeenCalledOnce();
  });

  it("retains neither the first value nor its setup", async () => {
    let found: WeakRef<object> | undefined;
    const values = startWith<object>(async () => {
      const value = {};
      found = new WeakRef(value);
      return { first: { done: false, value }, rest: handFed<object>().source };
    });
    // Nothing here holds on to its result.
    void values.next();
    await settle();
    expect(found && (await isCollected(found))).toBe(true);
    expect(values).toBeDefined();
  });

  it("returns its source when the reader leaves", async () => {
    const left = vi.fn<() => void>();
    const rest = source(left);
    for await (const value of startWith(async () => ({ first: await rest.next(), rest }))) {
      expect(value).toBe(1);
      break;
    }
    expect(left).toHaveBeenCalledOnce();
  });

  it("ends after its start has failed", async () => {
    const values = startWith<number>(() => Promise.reject(new Error("broken")));
    await expect(values.next()).rejects.toThrow("broken");
    expect(await values.return()).toEqual({ done: true, value: undefined });
  });

  it("ends without starting when it was never read", async () => {
    const begin = vi.fn<() => Promise<Begun<number>>>();
    expect(await startWith(begin).return()).toEqual({ done: true, value: undefined });
    expect(begin).not.toHaveBeenCalled();
  });
});

describe("fulfilsWithin", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("returns whether a promise fulfils in time and rethrows its error", async () => {
    const set = vi.spyOn(globalThis, "setTimeout");
    const clear = vi.spyOn(globalThis, "clearTimeout");
    expect(await fulfilsWithin(Promise.resolve(1), 10)).toBe(true);
    const late = fulfilsWithin(new Promise(() => {}), 10);
    await vi.advanceTimersByTimeAsync(10);
    expect(await late).toBe(false);
    await expect(fulfilsWithin(Promise.reject(new Error("no")), 10)).rejects.toThrow("no");
    await vi.advanceTimersByTimeAsync(0);
    // Only our own timers, because other code in this process has timers too.
    const own = set.mock.results.filter((_, at) => set.mock.calls[at]?.[1] === 10);
    const cleared = new Set(clear.mock.calls.map(([timer]) => timer));
    expect(own).toHaveLength(3);
    // One of them has fired.
    expect(own.filter(({ value }) => !cleared.has(value))).toHaveLength(1);
    vi.restoreAllMocks();
  });
});
