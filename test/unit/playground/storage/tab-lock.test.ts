import { expect, it } from "vitest";

import { createTabLock } from "@/lib/playground/storage/tab-lock";

/** The part of the browser's locks that is used: one holder per name, the others in line. */
function createFakeLocks(): LockManager {
  const lines = new Map<string, Promise<unknown>>();
  const held = new Set<string>();
  const request = async (
    name: string,
    { ifAvailable, signal }: LockOptions,
    hold: (lock: Lock | null) => unknown,
  ): Promise<unknown> => {
    // Never at once, as in a browser.
    await Promise.resolve();
    if (ifAvailable && held.has(name)) return hold(null);
    while (held.has(name)) await lines.get(name);
    signal?.throwIfAborted();
    held.add(name);
    const holding = Promise.resolve(hold({ name, mode: "exclusive" }));
    lines.set(name, holding);
    await holding;
    held.delete(name);
    return undefined;
  };
  return { request, query: async () => ({}) } as LockManager;
}

it("a conversation is that tab's which took it first, until it takes another", async () => {
  const locks = createFakeLocks();
  const [first, second] = [createTabLock(locks), createTabLock(locks)];
  let isFree = false;
  expect(await first.take("a")).toBe(true);
  expect(await second.take("a", () => (isFree = true))).toBe(false);
  expect(await first.take("a")).toBe(true);
  expect(isFree).toBe(false);
  await first.take("b");
  await expect.poll(() => isFree).toBe(true);
  expect(await second.take("a")).toBe(true);
});

it("a tab that has gone on to another conversation does not wait for the one before", async () => {
  const locks = createFakeLocks();
  const [first, second, third] = [createTabLock(locks), createTabLock(locks), createTabLock(locks)];
  await first.take("a");
  expect(await second.take("a", () => expect.fail("nobody waits for it"))).toBe(false);
  await second.take("b");
  await first.take("");
  await expect.poll(() => third.take("a")).toBe(true);
});

it("without locks each tab takes itself for the only one", async () => {
  expect(await createTabLock(undefined).take("a")).toBe(true);
});
