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

describe("Texts made for a pattern", () => {
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
  ])("begin with the likeliest: %s is met by %j", (pattern, text) => {
    expect(RE2JS.compile(pattern).matcher(text).find()).toBe(true);
    expect(first(1, makeMatching({ ...ANY_LENGTH, patterns: [pattern] }))).toEqual([text]);
  });

  it("cover every text of a finite pattern once", () => {
    const texts = [...makeMatching({ ...ANY_LENGTH, patterns: ["^(?:foo|bar|ba[xz]|q)$"] })];
    expect(texts.toSorted()).toEqual(["bar", "bax", "baz", "foo", "q"]);
  });

  it("match several patterns at once, and none of those refused", () => {
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

  it("are none where patterns rule each other out", () => {
    expect([...makeMatching({ ...ANY_LENGTH, patterns: ["^a$", "^b$"] })]).toEqual([]);
    expect([...makeMatching({ ...ANY_LENGTH, patterns: ["^a{5}$"], maximum: 4 })]).toEqual([]);
  });

  it("are none for a pattern that the engine refuses", () => {
    expect([...makeMatching({ ...ANY_LENGTH, patterns: ["(?<=a)(b"] })]).toEqual([]);
  });
});
