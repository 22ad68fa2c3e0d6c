import { expect, test } from "vitest";
import { estimateTokens, fitTokens } from "./estimate";

test.each([
  ["", 0],
  ["你好", 2],
  ["你好世", 2],
  ["hello world", 3],
  ["x".repeat(400), 100],
])("estimates %j at %i tokens", (text, tokens) => {
  expect(estimateTokens(text)).toBe(tokens);
});

test("fitTokens keeps characters whole", () => {
  expect(fitTokens("你好世界", 1)).toBe("你");
  expect(fitTokens("你好", 2)).toBe("你好");
  expect(fitTokens("[Simulated] hello", 1)).toBe("[");
  expect(fitTokens("hello", 0)).toBe("");
  expect(fitTokens("𠮷𠮷 𠮷", 1)).not.toMatch(/[\uD800-\uDBFF]$/);
});
