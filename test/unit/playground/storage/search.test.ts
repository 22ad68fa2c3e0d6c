import { describe, expect, it } from "vitest";

import { findExcerpt } from "@/lib/playground/storage/search";

describe("the search", () => {
  it.each([
    ["One two three", "TWO", "One two three"],
    ["a".repeat(40) + "星火" + "b".repeat(100), "星火", `…${"a".repeat(20)}星火${"b".repeat(80)}`],
    ["over\n\nlines", "lines", "over lines"],
    ["nothing", "else", null],
    ["anything", "  ", null],
  ])("finds in %j the text around %j", (text, wanted, excerpt) => {
    expect(findExcerpt(text, wanted)).toBe(excerpt);
  });
});
