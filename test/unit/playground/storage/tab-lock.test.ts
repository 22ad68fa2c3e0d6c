import { expect, it } from "vitest";

import { createTabLock, type TakeOptions } from "@/lib/playground/storage/tab-lock";

import { createGate } from "../../../browser/gate";
import { createFakeLocks } from "./fake-locks";

/** Tabs of one browser, and what they are told, in order. */
function openTabs(locks: LockManager | undefined = createFakeLocks()) {
  const told: string[] = [];
  const open = (tab: string, save: () => Promise<void> = async () => {}) => {
    const lock = createTabLock(locks);
    const options: TakeOptions = {
      isForced: false,
      onGain: () => void told.push(`${tab} gains`),
      onLoss: async () => {
        await save();
        told.push(`${tab} has saved`);
      },
    };
    return {
      take: (id: string) => lock.take(id, options),
      steal: async (id: string) => {
        const isOurs = await lock.take(id, { ...options, isForced: true });
        told.push(`${tab} has it`);
        return isOurs;
      },
    };
  };
  return { told, open };
}

it("a conversation is held by the tab that took it first, until that takes another", async () => {
  const { told, open } = openTabs();
  const [first, second] = [open("first"), open("second")];
  expect(await first.take("a")).toBe(true);
  expect(await second.take("a")).toBe(false);
  expect(await first.take("a")).toBe(true);
  expect(told).toEqual([]);
  await first.take("b");
  await expect.poll(() => told).toEqual(["second gains"]);
  expect(await second.take("a")).toBe(true);
});

it("a tab from which a conversation is taken saves it before the other has it", async () => {
  const { told, open } = openTabs();
  const saving = createGate();
  const first = open("first", () => saving.opened);
  const second = open("second");
  await first.take("a");
  await second.take("a");
  const stealing = second.steal("a");
  await expect.poll(() => first.take("a")).toBe(false);
  expect(told).toEqual([]);
  saving.open();
  expect(await stealing).toBe(true);
  expect(told).toEqual(["first has saved", "second has it"]);
});

it("of two tabs that take a conversation over at once, the later one has it", async () => {
  const { open } = openTabs();
  const saving = createGate();
  const first = open("first", () => saving.opened);
  const [second, third] = [open("second"), open("third")];
  await first.take("a");
  const stealing = [second.steal("a"), third.steal("a")];
  await expect.poll(() => first.take("a")).toBe(false);
  saving.open();
  expect(await Promise.all(stealing)).toEqual([false, true]);
  expect(await second.take("a")).toBe(false);
});

it("a conversation that was taken away comes back when the other tab leaves it", async () => {
  const { told, open } = openTabs();
  const [first, second] = [open("first"), open("second")];
  await first.take("a");
  await second.steal("a");
  await second.take("b");
  await expect.poll(() => told.at(-1)).toBe("first gains");
  expect(await first.take("a")).toBe(true);
});

it("of several tabs that wait, the one that takes it over has it", async () => {
  const { told, open } = openTabs();
  const [first, second, third] = [open("first"), open("second"), open("third")];
  await first.take("a");
  expect([await second.take("a"), await third.take("a")]).toEqual([false, false]);
  expect(await third.steal("a")).toBe(true);
  expect(await second.take("a")).toBe(false);
  expect(told).toEqual(["first has saved", "third has it"]);
});

it("a tab that has gone on to another conversation does not wait for the one before", async () => {
  const { told, open } = openTabs();
  const [first, second, third] = [open("first"), open("second"), open("third")];
  await first.take("a");
  expect(await second.take("a")).toBe(false);
  await second.take("b");
  await first.take("");
  await expect.poll(() => third.take("a")).toBe(true);
  expect(told).not.toContain("second gains");
});

it("without locks each tab takes itself for the only one", async () => {
  const lock = createTabLock(undefined);
  const options = { isForced: false, onGain: () => {}, onLoss: async () => {} };
  expect(await lock.take("a", options)).toBe(true);
});
