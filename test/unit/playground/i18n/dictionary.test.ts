import { describe, expect, it } from "vitest";

import { ANSWER } from "@/lib/playground/i18n/answer";
import { CHAT } from "@/lib/playground/i18n/chat";
import { COMPARE } from "@/lib/playground/i18n/compare";
import { CONVERSATIONS } from "@/lib/playground/i18n/conversations";
import { COPY } from "@/lib/playground/i18n/copy";
import { DIALOGS } from "@/lib/playground/i18n/dialogs";
import { DRAWN } from "@/lib/playground/i18n/drawn";
import { EXAMPLE_TEXTS } from "@/lib/playground/i18n/examples";
import { FAILURE_TEXTS } from "@/lib/playground/i18n/failure";
import { INSPECTOR } from "@/lib/playground/i18n/inspector";
import { PARAMETERS } from "@/lib/playground/i18n/parameters";
import { PRIVACY } from "@/lib/playground/i18n/privacy";
import { PRESETS } from "@/lib/playground/i18n/presets";
import { IMAGES } from "@/lib/playground/i18n/images";
import { SIMULATION_WORDS } from "@/lib/playground/i18n/simulations";
import { TURNS } from "@/lib/playground/i18n/turns";

/** Names and protocol terms, which are the same in every language. */
const NAMES = /^[\w\s.:/+·→≈()[\]{}"'$&<>=,-]*$/;

/** Lists every text by its path. Functions are called with arguments that show their places. */
function toTexts(words: unknown, path = ""): [string, string][] {
  if (typeof words === "string") return [[path, words]];
  if (typeof words === "function") return [[path, String(words(1, 2, 3))]];
  return Object.entries(words as object).flatMap(([key, value]) =>
    toTexts(value, path === "" ? key : `${path}.${key}`),
  );
}

describe.each([
  ["chat", CHAT],
  ["answer", ANSWER],
  ["failure", FAILURE_TEXTS],
  ["inspector", INSPECTOR],
  ["parameters", PARAMETERS],
  ["turns", TURNS],
  ["simulations", SIMULATION_WORDS],
  ["images", IMAGES],
  ["drawn", DRAWN],
  ["dialogs", DIALOGS],
  ["copy", COPY],
  ["examples", EXAMPLE_TEXTS],
  ["conversations", CONVERSATIONS],
  ["presets", PRESETS],
  ["compare", COMPARE],
  ["privacy", PRIVACY],
] as const)("the %s dictionary", (_name, words) => {
  const zh = toTexts(words["zh-CN"]);
  const en = toTexts(words.en);

  it("defines the same non-empty texts in both locales", () => {
    expect(en.map(([path]) => path)).toEqual(zh.map(([path]) => path));
    expect([...zh, ...en].filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  it("translates every text except names and protocol terms", () => {
    const english = new Map(en);
    const same = zh.filter(([path, text]) => text === english.get(path));
    expect(same.filter(([, text]) => !NAMES.test(text))).toEqual([]);
    expect(
      en.filter(([path, text]) => /\p{Script=Han}/u.test(text) && path !== "language"),
    ).toEqual([]);
  });

  it("uses no half-width punctuation after Chinese characters", () => {
    expect(zh.filter(([, text]) => /\p{Script=Han}[,;:?!.]/u.test(text))).toEqual([]);
  });
});
