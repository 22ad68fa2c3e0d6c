import { describe, expect, it } from "vitest";

import { toMiddle } from "../../bench/compare";
import { toJudgement } from "../../bench/report";
import type { Verdict } from "../../bench/section";

const promise = (values: readonly number[], doubt?: string): Verdict => ({
  what: "added time",
  value: toMiddle(values),
  unit: "ms",
  limit: 2,
  doubt,
});

describe("the bench report", () => {
  it("judges a promise by its median run", () => {
    expect(toJudgement(promise([1, 2, 9]))).toBe("kept");
    expect(toJudgement(promise([1, 2.1, 2.2]))).toBe("NOT KEPT");
    expect(toJudgement(promise([]))).toBe("NOT KEPT");
  });

  it("reports a promise as kept on a slow machine but never as broken", () => {
    expect(toJudgement(promise([1, 2, 9], "slow"))).toBe("kept");
    expect(toJudgement(promise([3, 3, 3], "slow"))).toBe("not to be told: slow");
  });
});
