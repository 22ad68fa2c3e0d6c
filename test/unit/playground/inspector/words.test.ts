import { describe, expect, it } from "vitest";

import { INSPECTOR } from "@/lib/playground/i18n/inspector";
import { PARAMETERS } from "@/lib/playground/i18n/parameters";

describe.each([
  ["the inspector", INSPECTOR],
  ["the parameters", PARAMETERS],
])("the words of %s", (_name, words) => {
  const { "zh-CN": zh, en } = words;

  it("are the same in both languages, none of them empty", () => {
    expect(Object.keys(en)).toEqual(Object.keys(zh));
    for (const text of [...Object.values(zh), ...Object.values(en)]) {
      expect(text.trim()).toBe(text);
      expect(text).not.toBe("");
    }
  });

  it("have the same places to be filled", () => {
    const toPlaces = (texts: object): (string[] | null)[] =>
      Object.values(texts).map((text: string) => text.match(/\{\w+\}/g)?.toSorted() ?? null);
    expect(toPlaces(en)).toEqual(toPlaces(zh));
  });

  it("are Chinese in Chinese, with its own punctuation", () => {
    for (const text of Object.values(zh)) {
      expect(text).toMatch(/\p{Script=Han}|^JSON Schema$/u);
      expect(text).not.toMatch(/\p{Script=Han}[,;:?!.]/u);
    }
    for (const text of Object.values(en)) expect(text).not.toMatch(/\p{Script=Han}/u);
  });
});
