import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { createUploadMemory } from "@/lib/gateway/http/upload-memory";

/** Whether a wait is over by now. */
async function isOver(wait: void | Promise<void>): Promise<boolean> {
  return Promise.race([
    Promise.resolve(wait).then(() => true),
    new Promise<boolean>((resolve) => setImmediate(() => resolve(false))),
  ]);
}

describe("createUploadMemory", () => {
  it("lets uploads grow while there is room, and the next ones when others are done", async () => {
    const memory = createUploadMemory(50);
    const [first, second] = [memory.open(), memory.open()];
    expect(first.grow(110)).toBeUndefined();
    first.complete();
    const wait = second.grow(60);
    expect(await isOver(wait)).toBe(false);
    first.release();
    expect(await isOver(wait)).toBe(true);
    second.release();
    second.release();
    expect(memory.held()).toBe(0);
  });

  it("lets the oldest grow when all are half here", async () => {
    const memory = createUploadMemory(100);
    const [first, second] = [memory.open(), memory.open()];
    expect(await isOver(first.grow(300))).toBe(true);
    const wait = second.grow(50);
    expect(await isOver(wait)).toBe(false);
    expect(await isOver(first.grow(50))).toBe(true);
    first.complete();
    expect(await isOver(wait)).toBe(false);
    first.release();
    expect(await isOver(wait)).toBe(true);
  });

  it("lets them become whole one after the other, up to twice the limit", async () => {
    const memory = createUploadMemory(100);
    const [first, second, third] = [memory.open(), memory.open(), memory.open()];
    expect(await isOver(first.grow(60))).toBe(true);
    expect(await isOver(second.grow(60))).toBe(true);
    const [more, last] = [second.grow(40), third.grow(60)];
    expect([await isOver(more), await isOver(last)]).toEqual([false, false]);
    first.complete();
    expect([await isOver(more), await isOver(last)]).toEqual([true, false]);
    second.complete();
    expect(await isOver(last)).toBe(true);
    const beyond = third.grow(60);
    expect(await isOver(beyond)).toBe(false);
    first.release();
    expect(await isOver(beyond)).toBe(true);
  });

  it("stops waiting when its own caller leaves", async () => {
    const memory = createUploadMemory(10);
    const [first, second] = [memory.open(), memory.open()];
    void first.grow(10);
    const wait = second.grow(10);
    second.release();
    expect(await isOver(wait)).toBe(true);
    expect(second.grow(10)).toBeUndefined();
    first.release();
    expect(memory.held()).toBe(0);
  });

  it("never comes to a standstill, and never holds much more than it may", async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(sizes, async (parts) => {
        const memory = createUploadMemory(50);
        let most = 0;
        const upload = async (count: number): Promise<void> => {
          const one = memory.open();
          for (let part = 0; part < count; part += 1) {
            await one.grow(4);
            most = Math.max(most, memory.held());
          }
          one.complete();
          await new Promise(setImmediate);
          one.release();
        };
        await Promise.all(parts.map(upload));
        expect(memory.held()).toBe(0);
        // One part of each caller is on its way, and one upload may be whole beyond the limit.
        expect(most).toBeLessThanOrEqual(100 + 4 * parts.length + 4 * Math.max(...parts));
      }),
    );
  });
});
