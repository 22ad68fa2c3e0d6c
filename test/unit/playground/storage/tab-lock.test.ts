import { expect, it } from "vitest";

import { createTabLock, type TakeOptions } from "@/lib/playground/storage/tab-lock";

import { createGate } from "../../../browser/gate";
import { createFakeLocks } from "./fake-locks";

/** Opens tabs of one browser, and records their events in order. */
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

it("grants the tab lock to the first tab until it takes another conversation", async () => {
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

it("saves the conversation in the losing tab before another takes it over", async () => {
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

it("grants a contested takeover to the tab that requested it last", async () => {
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

it("returns the tab lock when the tab that took it over moves on", async () => {
  const { told, open } = openTabs();
  const [first, second] = [open("first"), open("second")];
  await first.take("a");
  await second.steal("a");
  await second.take("b");
  await expect.poll(() => told.at(-1)).toBe("first gains");
  expect(await first.take("a")).toBe(true);
});

it("prefers a tab that takes over to the other waiting tabs", async () => {
  const { told, open } = openTabs();
  const [first, second, third] = [open("first"), open("second"), open("third")];
  await first.take("a");
  expect([await second.take("a"), await third.take("a")]).toEqual([false, false]);
  expect(await third.steal("a")).toBe(true);
  expect(await second.take("a")).toBe(false);
  expect(told).toEqual(["first has saved", "third has it"]);
});

it("stops waiting for a conversation once the tab has taken another", async () => {
  const { told, open } = openTabs();
  const [first, second, third] = [open("first"), open("second"), open("third")];
  await first.take("a");
  expect(await second.take("a")).toBe(false);
  await second.take("b");
  await first.take("");
  await expect.poll(() => third.take("a")).toBe(true);
  expect(told).not.toContain("second gains");
});

it("grants the tab lock when the Web Locks API is missing", async () => {
  const lock = createTabLock(undefined);
  const options = { isForced: false, onGain: () => {}, onLoss: async () => {} };
  expect(await lock.take("a", options)).toBe(true);
});
