import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { createResampler } from "@/lib/audio/resampler";

const tone = (hertz: number, rate: number, length: number): Float32Array =>
  Float32Array.from({ length }, (_, at) => 0.5 * Math.sin((2 * Math.PI * hertz * at) / rate));

function resample(
  samples: Float32Array,
  [from, to]: readonly [number, number],
  cuts: number[] = [],
) {
  const resampler = createResampler(from, to);
  const ends = [...cuts.map((cut) => Math.min(cut, samples.length)), samples.length].toSorted(
    (a, b) => a - b,
  );
  const parts = ends.map((end, at) => resampler.feed(samples.subarray(ends[at - 1] ?? 0, end)));
  return [...parts, resampler.end()].flatMap((part) => [...part]);
}

/** The loudest that a tone of half the height became, away from both ends. */
const peak = (samples: readonly number[]): number =>
  Math.max(...samples.slice(200, -200).map(Math.abs));

const rates = fc.constantFrom(
  4000,
  8000,
  11_025,
  16_000,
  22_050,
  24_000,
  44_100,
  48_000,
  96_000,
  44_101,
);

describe("createResampler", () => {
  it("makes the same however its input is cut, and as many samples as there must be", () => {
    fc.assert(
      fc.property(
        rates,
        rates,
        fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { maxLength: 800 }),
        fc.array(fc.nat(800), { maxLength: 10 }),
        (from, to, values, cuts) => {
          const samples = Float32Array.from(values);
          const whole = resample(samples, [from, to]);
          expect(whole).toHaveLength(Math.ceil((values.length * to) / from));
          expect(resample(samples, [from, to], cuts)).toEqual(whole);
        },
      ),
    );
  });

  it("keeps each tone that both rates hold: its height and its place in time", () => {
    fc.assert(
      fc.property(
        rates,
        rates,
        fc.double({ min: 0.02, max: 0.78, noNaN: true }),
        (from, to, share) => {
          const hertz = (share * Math.min(from, to)) / 2;
          const made = resample(tone(hertz, from, from / 4), [from, to]);
          const wanted = tone(hertz, to, made.length);
          const worst = made
            .slice(200, -200)
            .map((value, at) => Math.abs(value - (wanted[at + 200] ?? 0)));
          expect(Math.max(...worst)).toBeLessThan(0.005);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("leaves out what the lower rate cannot hold, where it would be another tone", () => {
    const down = fc.constantFrom(
      [48_000, 16_000],
      [44_100, 16_000],
      [24_000, 16_000],
      [16_000, 8000],
    );
    fc.assert(
      fc.property(down, fc.double({ min: 0, max: 1, noNaN: true }), ([from = 0, to = 0], share) => {
        const hertz = to / 2 + share * ((from - to) / 2) * 0.99;
        const heard = peak(resample(tone(hertz, from, from / 2), [from, to]));
        expect(20 * Math.log10(heard / 0.5)).toBeLessThan(-60);
      }),
      { numRuns: 60 },
    );
  });

  it("adds no image of a tone above what the lower rate held", () => {
    const made = resample(tone(3000, 8000, 4000), [8000, 16_000]);
    const wanted = tone(3000, 16_000, made.length);
    const noise = made.slice(200, -200).map((value, at) => value - (wanted[at + 200] ?? 0));
    expect(20 * Math.log10(Math.max(...noise.map(Math.abs)) / 0.5)).toBeLessThan(-55);
  });

  it("keeps a constant constant", () => {
    const made = resample(new Float32Array(4410).fill(0.25), [44_100, 16_000]);
    for (const value of made.slice(100, -100)) expect(value).toBeCloseTo(0.25, 5);
  });

  it("hands on equal rates untouched", () => {
    const samples = tone(440, 16_000, 100);
    expect(createResampler(16_000, 16_000).feed(samples)).toBe(samples);
  });
});
