import { describe, expect, it } from "vitest";

import { createPatterns } from "@/lib/spark/alias-patterns";
import { createCatalogue, withPatterns } from "@/lib/spark/catalogue";

const find = (aliases: Record<string, string>, name: string) =>
  createPatterns(aliases, (target) => target).find(name);

describe("alias patterns", () => {
  it.each([
    ["claude*", "claude-opus-5", true],
    ["claude*", "claude", true],
    ["claude*", "my-claude", false],
    ["*claude", "my-claude", true],
    ["*claude*", "my-claude-2", true],
    ["a*b", "ab", true],
    ["a*b", "a", false],
    ["ab*ba", "aba", false],
    ["a*c*b", "acb", true],
    ["a*c*b", "abcab", true],
    ["a*bc*c", "abc", false],
    ["*", "", true],
    ["Claude-*Haiku*", "CLAUDE-3-5-haiku-latest", true],
    ["a.c*", "abc", false],
  ])("the alias pattern %j matches %j: %s", (pattern, name, fits) => {
    expect(find({ [pattern]: "lite" }, name)).toBe(fits ? "lite" : undefined);
  });

  it("resolves a name to the longest matching alias pattern, in any order", () => {
    const aliases = { "*": "a", "claude*": "b", "claude-*haiku*": "c", "claude-o*": "d" };
    expect(find(aliases, "claude-3-haiku")).toBe("c");
    expect(find(aliases, "claude-opus")).toBe("d");
    expect(find(aliases, "claude-sonnet")).toBe("b");
    expect(find(aliases, "gpt-9")).toBe("a");
  });

  it("rejects a name that almost matches a pattern without exponential backtracking", () => {
    const startedAt = performance.now();
    expect(find({ "a*a*a*a*a*a*a*a*b": "x" }, "a".repeat(100_000))).toBeUndefined();
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });

  it("prefers exact names to alias patterns and reports a match by pattern", () => {
    const catalogue = createCatalogue([], {
      "*lite*": "max-32k",
      "claude*": "spark-x",
      mine: "lite",
    });
    expect(catalogue.findId("spark-lite")).toBe("lite");
    expect(catalogue.isPatterned("spark-lite")).toBe(false);
    expect(catalogue.findId("my-lite")).toBe("max-32k");
    expect(catalogue.isPatterned("my-lite")).toBe(true);
    expect(catalogue.isPatterned("mine")).toBe(false);
    expect(catalogue.isPatterned("nobody")).toBe(false);
  });

  it("extends a catalogue with patterns that rank below its own names", () => {
    const own = createCatalogue([], { "claude-*": "spark-x" });
    const more = withPatterns(own, { "claude*": "4.0Ultra" });
    expect(more.findId("claude-1")).toBe("spark-x");
    expect(more.findId("claude")).toBe("4.0Ultra");
    expect(more.isPatterned("claude")).toBe(true);
    expect(own.findId("claude")).toBeUndefined();
    expect(more.findId("gpt-9")).toBeUndefined();
  });
});
