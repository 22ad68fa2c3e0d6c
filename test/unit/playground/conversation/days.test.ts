import { expect, it } from "vitest";

import { groupByDay } from "@/lib/playground/conversation/days";

const at = (day: number, hour: number): number => new Date(2026, 10, day, hour).getTime();

it("groups entries by days in the reader's time zone, newest first", () => {
  const entries = [at(27, 0), at(29, 1), at(28, 23), at(29, 9), at(27, 23)].map((updatedAt) => ({
    updatedAt,
  }));
  const days = groupByDay(entries, at(29, 12));
  expect(days.map(({ kind, entries: all }) => [kind, all.map((one) => one.updatedAt)])).toEqual([
    ["today", [at(29, 9), at(29, 1)]],
    ["yesterday", [at(28, 23)]],
    ["earlier", [at(27, 23), at(27, 0)]],
  ]);
});

it("counts an entry from the future as today", () => {
  expect(groupByDay([{ updatedAt: at(30, 8) }], at(29, 12))).toMatchObject([{ kind: "today" }]);
  expect(groupByDay([], at(29, 12))).toEqual([]);
});
