import { describe, expect, it } from "vitest";

import { createAccumulator } from "@/lib/core/accumulator";

describe("the accumulator", () => {
  it("estimates the tokens of calls where Spark reported none", () => {
    const accumulator = createAccumulator({
      choiceCount: 1,
      estimatePrompt: () => ({ questionTokens: 1, promptTokens: 7 }),
    });
    const given = JSON.stringify({ path: "a long name of a file ".repeat(20) });
    accumulator.add(0, { type: "tool-call", name: "read", arguments: given });
    accumulator.add(0, { type: "finish", reason: "tool_calls", usage: null, endedBy: null });
    const { completionTokens, totalTokens, isEstimated } = accumulator.total();
    expect(completionTokens).toBeGreaterThan(100);
    expect([totalTokens, isEstimated]).toEqual([completionTokens + 7, true]);
  });
});
