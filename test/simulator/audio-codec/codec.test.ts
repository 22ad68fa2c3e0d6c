import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decode, decodeText } from "./decode";
import { encode, speak } from "./encode";

const RATES = [8000, 16_000, 24_000] as const;
const LETTERS = Array.from("abc。你好，世界😀 \n123.!é");
const text = fc.string({ unit: fc.constantFrom(...LETTERS), maxLength: 40 });

describe("text in tones", () => {
  test.each(RATES)("is decoded at %d Hz", (rate) => {
    fc.assert(
      fc.property(text, (words) => {
        expect(decodeText(encode(words, { rate }), rate)).toBe(words);
      }),
      { numRuns: 30 },
    );
  });

  test("is decoded at any offset, speed and volume", () => {
    const shapes = fc.record({
      before: fc.nat(3000),
      speed: fc.double({ min: 0.5, max: 2, noNaN: true }),
      volume: fc.double({ min: 0.3, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(shapes, ({ before, speed, volume }) => {
        const spoken = encode("讯飞，hello world。第二句！", { rate: 16_000, speed, volume });
        const shifted = new Int16Array(spoken.length + before);
        shifted.set(spoken, before);
        expect(decodeText(shifted, 16_000)).toBe("讯飞，hello world。第二句！");
      }),
      { numRuns: 30 },
    );
  });

  test("is decoded after linear resampling from 24 kHz to 16 kHz and back", () => {
    const words = "瑞利散射使天空呈蓝色。Rayleigh scattering.";
    const down = stretch(encode(words, { rate: 24_000 }), 16_000 / 24_000);
    expect(decodeText(down, 16_000)).toBe(words);
    expect(decodeText(stretch(down, 24_000 / 16_000), 24_000)).toBe(words);
  });

  test("is silence for an empty text, and takes longer at a lower speed", () => {
    expect(encode("", { rate: 16_000 })).toHaveLength(0);
    expect(decode(new Int16Array(16_000), 16_000)).toEqual([]);
    const at = (speed: number) => encode("一二三。四五六。", { rate: 16_000, speed }).length;
    expect(at(0.5)).toBeGreaterThan(at(1));
    expect(at(1)).toBeGreaterThan(at(2));
  });

  test("distinguishes damaged bursts from intact ones", () => {
    const [first, second, third] = [...speak("一二三四五六七八", { rate: 16_000 })];
    if (!first || !second || !third) throw new Error("three bursts are needed");
    const cut = second.samples.subarray(900);
    const samples = Int16Array.from([...first.samples, ...cut, ...third.samples]);
    expect(decodeText(samples, 16_000)).toBe(`${first.text}\uFFFD${third.text}`);
  });

  test("reports the time of each burst", () => {
    const [first, second] = decode(encode("一二三四", { rate: 16_000 }), 16_000);
    expect(first).toMatchObject({ text: "一二", startMs: 61 });
    expect(second?.startMs).toBeGreaterThan(first?.endMs ?? Infinity);
  });
});

function stretch(samples: Int16Array, ratio: number): Int16Array {
  const at = (index: number): number => samples[index] ?? 0;
  return Int16Array.from({ length: Math.floor(samples.length * ratio) }, (_, index) => {
    const place = index / ratio;
    const whole = Math.floor(place);
    return at(whole) + (at(whole + 1) - at(whole)) * (place - whole);
  });
}
