import { describe, expect, it } from "vitest";

import { findLocale, toPreferredLocale } from "@/lib/playground/page/locale";

describe("the locale", () => {
  it.each([
    ["zh", "zh-CN"],
    ["en", "en"],
    ["de", undefined],
    ["", undefined],
    [null, undefined],
    [undefined, undefined],
  ])("resolves the requested locale %j to %s", (asked, locale) => {
    expect(findLocale(asked)).toBe(locale);
  });

  it.each([
    [null, "zh-CN"],
    ["", "zh-CN"],
    ["*", "zh-CN"],
    ["en", "en"],
    ["EN-gb", "en"],
    ["zh-TW", "zh-CN"],
    ["de, en;q=0.7, zh;q=0.8", "zh-CN"],
    ["zh;q=0.1, en;q=0.2", "en"],
    ["en;q=0, zh;q=0.1", "zh-CN"],
    ["en;q=0", "zh-CN"],
    ["en;q=nonsense", "zh-CN"],
  ])("resolves the Accept-Language header %j to locale %s", (acceptLanguage, locale) => {
    expect(toPreferredLocale(acceptLanguage)).toBe(locale);
  });
});
