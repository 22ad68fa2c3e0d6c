import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { splitText } from "@/lib/spark/speech/split-text";

const letters = Array.from("abc 你好世界，。！？.;\n\t…”)é");
const unit = fc.constantFrom(...letters, "😀", "👍🏽", "👨‍👩‍👧", "🇨🇳", "e\u0301");
const texts = fc.string({ unit, maxLength: 200 });

describe("splitText", () => {
  it("keeps all of the text, and to the limit", () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 32, max: 200 }), (text, limit) => {
        const parts = splitText(text, limit);
        expect(parts.join("")).toBe(text);
        for (const part of parts) {
          expect(Buffer.byteLength(part)).toBeLessThanOrEqual(limit);
          expect(part).not.toBe("");
          expect(part.isWellFormed()).toBe(true);
        }
      }),
    );
  });

  it("never cuts a character that is written with several", () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 32, max: 60 }), (text, limit) => {
        const count = (part: string): number =>
          Array.from(new Intl.Segmenter().segment(part)).length;
        const parts = splitText(text, limit);
        expect(parts.reduce((sum, part) => sum + count(part), 0)).toBe(count(text));
      }),
    );
  });

  it.each([
    ["behind a sentence", "一句话。第二句话，还有。", 24, ["一句话。", "第二句话，还有。"]],
    [
      "behind the quote that ends it",
      "他说：“好。”然后他走了。",
      24,
      ["他说：“好。”", "然后他走了。"],
    ],
    [
      "behind a clause where no sentence ends",
      "很长的一句话，没有完",
      24,
      ["很长的一句话，", "没有完"],
    ],
    ["at a space where there is nothing better", "word word word", 10, ["word word ", "word"]],
    ["anywhere where there is no place at all", "好好好好", 6, ["好好", "好好"]],
    ["not within a number", "It is 3.14 or so", 14, ["It is 3.14 or ", "so"]],
    ["nowhere in a text that fits", "好。好。", 12, ["好。好。"]],
  ])("cuts %s", (_, text, limit, parts) => {
    expect(splitText(text, limit)).toEqual(parts);
  });

  it("cuts what claims to be one character and is too long", () => {
    const parts = splitText(`e${"\u0301".repeat(100)}`, 50);
    expect(parts.join("")).toHaveLength(101);
    for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(50);
  });
});
