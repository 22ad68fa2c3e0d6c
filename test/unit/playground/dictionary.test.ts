import { describe, expect, it } from "vitest";

import { DICTIONARY } from "@/lib/playground/dictionary";

const { zh, en } = DICTIONARY;

describe("the dictionary", () => {
  it("has the same texts in both languages, none of them empty", () => {
    expect(Object.keys(en)).toEqual(Object.keys(zh));
    for (const text of [...Object.values(zh), ...Object.values(en)]) expect(text.trim()).toBe(text);
    expect([...Object.values(zh), ...Object.values(en)]).not.toContain("");
  });

  it("leaves nothing untranslated but names", () => {
    const same = Object.entries(zh).filter(([key, text]) => text === Object(en)[key]);
    expect(same).toEqual([
      ["baseUrl", "Base URL"],
      ["curl", "curl"],
    ]);
  });

  it("does not mix half-width punctuation into Chinese", () => {
    for (const text of Object.values(zh)) expect(text).not.toMatch(/\p{Script=Han}[,;:?!.]/u);
  });
});
