import { describe, expect, it } from "vitest";

import { toSparkSpeed } from "@/lib/spark/speech/speed";
import { toSpeakable } from "@/lib/spark/speech/speakable";

const OLDER = { path: "/v2/tts" };
const NEWER = { path: "/v1/private/mcd9m97e6" };

describe("toSpeakable", () => {
  it.each([
    ["你好😀。", "你好。"],
    ["👨‍👩‍👧一家", "一家"],
    ["👍🏽好", "好"],
    ["中国🇨🇳", "中国"],
    ["a\tb", "a b"],
    ["1️⃣ 先，#️⃣ 后", "1 先，# 后"],
    ["🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F} 球队", " 球队"],
    ["价格 1#2*3，[p500] 停", "价格 1#2*3，[p500] 停"],
  ])("leaves out of %j what the newer service does not take", (text, expected) => {
    expect(toSpeakable(text, NEWER)).toBe(expected);
    expect(toSpeakable(text, OLDER)).toBe(text);
  });
});

describe("toSparkSpeed", () => {
  it.each([
    [0.25, 0],
    [0.5, 0],
    [0.75, 29],
    [1, 50],
    [1.25, 66],
    [2, 100],
    [4, 100],
  ])("maps %d to %d", (speed, expected) => {
    expect(toSparkSpeed(speed)).toBe(expected);
  });
});
