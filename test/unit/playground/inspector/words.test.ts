import { describe, expect, it } from "vitest";

import { INSPECTOR } from "@/lib/playground/i18n/inspector";
import { PARAMETERS } from "@/lib/playground/i18n/parameters";

describe.each([
  ["the inspector", INSPECTOR],
  ["the parameters", PARAMETERS],
])("the texts of %s", (_name, words) => {
  const { "zh-CN": zh, en } = words;

  it("defines the same trimmed, non-empty texts in both locales", () => {
    expect(Object.keys(en)).toEqual(Object.keys(zh));
    for (const text of [...Object.values(zh), ...Object.values(en)]) {
      expect(text.trim()).toBe(text);
      expect(text).not.toBe("");
    }
  });

  it("uses the same placeholders in both locales", () => {
    const toPlaces = (texts: object): (string[] | null)[] =>
      Object.values(texts).map((text: string) => text.match(/\{\w+\}/g)?.toSorted() ?? null);
    expect(toPlaces(en)).toEqual(toPlaces(zh));
  });

  it("writes Chinese texts with full-width punctuation and English texts without Han characters", () => {
    for (const text of Object.values(zh)) {
      expect(text).toMatch(/\p{Script=Han}|^(?:JSON Schema|Top K)$/u);
      expect(text).not.toMatch(/\p{Script=Han}[,;:?!.]/u);
    }
    for (const text of Object.values(en)) expect(text).not.toMatch(/\p{Script=Han}/u);
  });
});
