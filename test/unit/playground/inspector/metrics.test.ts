import { expect, it } from "vitest";

import { measure, toDuration, toMetricTexts } from "@/lib/playground/inspector/metrics";

const timing = { firstTokenMs: 412, lastTokenMs: 4412, totalMs: 4500.4 };
const usage = { prompt_tokens: 273, completion_tokens: 164, total_tokens: 437 };
const NOTHING = { firstTokenMs: null, lastTokenMs: null, totalMs: null };

it("computes the token rate over the time in which tokens arrived", () => {
  expect(toMetricTexts(measure({ timing, usage, finishReason: "stop" }))).toEqual({
    firstToken: "412 ms",
    total: "4500 ms",
    rate: "41.0 tok/s",
    tokens: "273 → 164",
    finishReason: "stop",
  });
});

it("shows a dash for unknown metrics instead of a guess", () => {
  const unknown = { firstToken: "–", total: "–", rate: "–", tokens: "–", finishReason: "–" };
  expect(toMetricTexts(measure({ timing: NOTHING, usage: null, finishReason: null }))).toEqual(
    unknown,
  );
  expect(measure({ timing, usage: null, finishReason: null }).tokensPerSecond).toBeNull();
});

it.each([0, 49])("computes no rate for an answer that arrived within %i ms", (milliseconds) => {
  const atOnce = { ...timing, lastTokenMs: timing.firstTokenMs + milliseconds };
  expect(measure({ timing: atOnce, usage, finishReason: null }).tokensPerSecond).toBeNull();
});

it("reports shared token counts and no rate for one of several answers", () => {
  const metrics = measure({ timing, usage: { ...usage, choices: 2 }, finishReason: "stop" });
  expect(metrics).toMatchObject({ tokensPerSecond: null, completionTokens: 164, choices: 2 });
});

it("marks token counts as approximate only when the gateway estimated them", () => {
  const estimated = measure({ timing, usage: { ...usage, estimated: true }, finishReason: "stop" });
  expect(toMetricTexts(estimated)).toMatchObject({ rate: "≈ 41.0 tok/s", tokens: "≈ 273 → 164" });
  const counted = measure({ timing, usage: { ...usage, estimated: false }, finishReason: "stop" });
  expect(toMetricTexts(counted).tokens).toBe("273 → 164");
});

it.each([
  [0.4, "0 ms"],
  [9999.4, "9999 ms"],
  [10_000, "10.0 s"],
  [61_049, "61.0 s"],
  [null, "–"],
])("formats a duration of %s ms as %s", (milliseconds, text) => {
  expect(toDuration(milliseconds)).toBe(text);
});
