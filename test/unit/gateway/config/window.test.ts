import { expect, it } from "vitest";

import { readWindows } from "@/lib/gateway/config/window";

it.each([
  ["20/min", [[20, 60]]],
  [
    "20/min,500/day",
    [
      [20, 60],
      [500, 86_400],
    ],
  ],
  [
    "500/day, 20/min",
    [
      [20, 60],
      [500, 86_400],
    ],
  ],
  ["100/10min", [[100, 600]]],
  ["5/s", [[5, 1]]],
  ["5 / 30 secs", [[5, 30]]],
  ["2/hour,1/h", undefined],
  ["60/60min,1/h", undefined],
  ["7/24DAYS", [[7, 24 * 86_400]]],
  ["7/25days", undefined],
  ["0/min", undefined],
  ["-1/min", undefined],
  ["1.5/min", undefined],
  ["20", undefined],
  ["20/", undefined],
  ["/min", undefined],
  ["20/0min", undefined],
  ["20/month", undefined],
  ["20/constructor", undefined],
  ["20/min,", undefined],
  ["20/min;500/day", undefined],
  ["9999999999999/day", undefined],
])("readWindows parses %j as %j", (text, windows) => {
  expect(readWindows(text)).toEqual(windows?.map(([limit, seconds]) => ({ limit, seconds })));
});
