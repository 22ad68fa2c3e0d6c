import { describe, expect, it } from "vitest";

import { createTranscriptBuilder } from "@/lib/gateway/services/transcript-builder";

const heard = (text: string, start = 0, end = start, language?: string) => ({
  segment: { text, start, end, words: [] },
  language,
});
const build = (texts: readonly string[]): string => {
  const builder = createTranscriptBuilder({ seconds: 9, language: undefined });
  const added = texts.map((text) => builder.add([heard(text)])).join("");
  expect(builder.end().text).toBe(added);
  return added;
};

describe("createTranscriptBuilder", () => {
  it.each([
    [["你好，", "世界。"], "你好，世界。"],
    [["Hello.", "World"], "Hello. World"],
    [["Hello.", " World"], "Hello. World"],
    [["Hello ", "World"], "Hello World"],
    [["Привет", "мир"], "Привет мир"],
    [["说 hello", "世界"], "说 hello世界"],
    [["世界", "hello"], "世界hello"],
    [["สวัสดี", "ครับ"], "สวัสดีครับ"],
    [["第一句。", "2nd"], "第一句。2nd"],
    [["Hello", ", world"], "Hello, world"],
    [["😀", "😀"], "😀😀"],
    [["मैं ठीक हूँ", "और आप"], "मैं ठीक हूँ और आप"],
    [["আমি ভালো", "আছি"], "আমি ভালো আছি"],
    [["كيف حالك؟", "أنا بخير"], "كيف حالك؟ أنا بخير"],
    [["ہوں۔", "آپ"], "ہوں۔ آپ"],
    [["Estoy bien.", "¿Y tú?"], "Estoy bien. ¿Y tú?"],
    [["Я дома…", "А ты?"], "Я дома… А ты?"],
    [["Up 50%", "of it"], "Up 50% of it"],
    [["He said “hi”", "and left"], "He said “hi” and left"],
    [["it costs", "$5"], "it costs $5"],
    [["我在家……", "“你呢？”"], "我在家……“你呢？”"],
    [["好（对）", "Hello"], "好（对）Hello"],
  ])("joins %j as %j", (texts, expected) => {
    expect(build(texts)).toBe(expected);
  });

  it("keeps times within the recording and in their order", () => {
    const builder = createTranscriptBuilder({ seconds: 9, language: undefined });
    builder.add([heard("一", 3, 2), heard("二", 1, 5), heard("三", 8, 12), heard("四", 20, 30)]);
    const times = builder.end().segments.map(({ start, end }) => [start, end]);
    expect(times).toEqual([
      [3, 3],
      [3, 5],
      [8, 9],
      [9, 9],
    ]);
  });

  it("says which language was spoken most, unless the caller did", () => {
    const add = (language: string | undefined) => {
      const builder = createTranscriptBuilder({ seconds: 9, language });
      builder.add([
        heard("one", 0, 0, "en"),
        heard("一二三四", 0, 0, "zh"),
        heard("two", 0, 0, "en"),
      ]);
      return builder.end().language;
    };
    expect([add(undefined), add("ja")]).toEqual(["en", "ja"]);
  });
});
