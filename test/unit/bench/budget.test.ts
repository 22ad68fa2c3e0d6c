import { describe, expect, it } from "vitest";

import { judge } from "../../bench/budget";
import { toMiddle } from "../../bench/compare";

const CALM = toMiddle([10, 11, 12, 13, 14]);
const WILD = toMiddle([10, 11, 12, 13, 21]);

describe("the bench budget", () => {
  it.each([
    ["kept", CALM, [2.9, 3, 9], 3.5],
    ["BROKEN", CALM, [3, 3.6, 3.7], 3.5],
    ["too noisy to tell", WILD, [2.9, 3, 3.1], 3.5],
    ["too noisy to tell", WILD, [9, 9, 9], 3.5],
    ["too noisy to tell", toMiddle([]), [1], 3.5],
  ])("judges the budget as %s for costs %j and ratios %j", (judgement, bare, ratios, limit) => {
    expect(judge({ bare, ratio: toMiddle(ratios), limit })).toBe(judgement);
  });

  it("takes the median of the runs, or the mean of the middle two", () => {
    expect(toMiddle([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
    expect(toMiddle([4, 1, 2, 3])).toEqual({ median: 2.5, min: 1, max: 4 });
  });
});
