import { RE2JS } from "re2js";
import { describe, expect, it } from "vitest";

import { makeMatching } from "./text";

const ANY_LENGTH = { refused: [], minimum: 0, maximum: Infinity };

function first(count: number, texts: Iterable<string>): string[] {
  const taken: string[] = [];
  for (const text of texts) {
    taken.push(text);
    if (taken.length >= count) break;
  }
  return taken;
}

describe("makeMatching", () => {
  it.each([
    ["^[A-Z]{3}-\\d{4}$", "ABC-5678"],
    ["^v\\d+$", "v2"],
    ["^(?:left|right)$", "left"],
    ["a{3}", "aaa"],
    ["", ""],
    ["^\\s$", " "],
    ["^(?i)K$", "k"],
    ["^\\x{1F600}$", "😀"],
    ["(?m)^b$", "b"],
  ])("makes the most likely text first: %s is matched by %j", (pattern, text) => {
    expect(RE2JS.compile(pattern).matcher(text).find()).toBe(true);
    expect(first(1, makeMatching({ ...ANY_LENGTH, patterns: [pattern] }))).toEqual([text]);
  });

  it("makes every text of a finite pattern once", () => {
    const texts = [...makeMatching({ ...ANY_LENGTH, patterns: ["^(?:foo|bar|ba[xz]|q)$"] })];
    expect(texts.toSorted()).toEqual(["bar", "bax", "baz", "foo", "q"]);
  });

  it("makes texts that match several patterns and none of the refused ones", () => {
    const demand = {
      patterns: ["^a", "z$", "\\d{2}"],
      refused: ["aa", "1"],
      minimum: 8,
      maximum: 8,
    };
    const [text = ""] = first(1, makeMatching(demand));
    expect(text).toMatch(/^a(?=.*\d{2}).*z$/);
    expect(text).not.toMatch(/aa|1/);
    expect(text).toHaveLength(8);
  });

  it("makes no text if patterns contradict each other", () => {
    expect([...makeMatching({ ...ANY_LENGTH, patterns: ["^a$", "^b$"] })]).toEqual([]);
    expect([...makeMatching({ ...ANY_LENGTH, patterns: ["^a{5}$"], maximum: 4 })]).toEqual([]);
  });

  it("makes no text for a pattern that the engine rejects", () => {
    expect([...makeMatching({ ...ANY_LENGTH, patterns: ["(?<=a)(b"] })]).toEqual([]);
  });
});
