import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { createResampler } from "@/lib/core/audio/resampler";

const HEIGHT = 16_000;

const tone = (hertz: number, rate: number, length: number): Int16Array =>
  Int16Array.from({ length }, (_, at) =>
    Math.round(HEIGHT * Math.sin((2 * Math.PI * hertz * at) / rate)),
  );

function resample(samples: Int16Array, [from, to]: readonly [number, number], cuts: number[] = []) {
  const resampler = createResampler(from, to);
  const ends = [...cuts.map((cut) => Math.min(cut, samples.length)), samples.length].toSorted(
    (a, b) => a - b,
  );
  const parts = ends.map((end, at) => resampler.push(samples.subarray(ends[at - 1] ?? 0, end)));
  return [...parts, resampler.end()].flatMap((part) => Array.from(part));
}

/** The loudest sample, away from both ends. */
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
        fc.int16Array({ maxLength: 800 }),
        fc.array(fc.nat(800), { maxLength: 10 }),
        (from, to, samples, cuts) => {
          const whole = resample(samples, [from, to]);
          expect(whole).toHaveLength(Math.ceil((samples.length * to) / from));
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
          // At both ends the filter reaches into silence.
          const margin = Math.max(200, Math.ceil((25 * to) / from));
          const worst = made
            .slice(margin, -margin)
            .map((value, at) => Math.abs(value - (wanted[at + margin] ?? 0)));
          expect(Math.max(...worst)).toBeLessThan(80);
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
        expect(20 * Math.log10(heard / HEIGHT)).toBeLessThan(-60);
      }),
      { numRuns: 60 },
    );
  });

  it("adds no image of a tone above what the lower rate held", () => {
    const made = resample(tone(3000, 8000, 4000), [8000, 16_000]);
    const wanted = tone(3000, 16_000, made.length);
    const noise = made.slice(200, -200).map((value, at) => value - (wanted[at + 200] ?? 0));
    expect(20 * Math.log10(Math.max(...noise.map(Math.abs)) / HEIGHT)).toBeLessThan(-55);
  });

  it("passes the loudest samples on without turning them over", () => {
    const square = Int16Array.from({ length: 400 }, (_, at) => (at % 40 < 20 ? 32_767 : -32_768));
    const made = resample(square, [16_000, 24_000]);
    expect(Math.sign(made[15] ?? 0)).toBe(1);
    expect(Math.sign(made[45] ?? 0)).toBe(-1);
  });

  it("takes rates that have nothing in common, in bounded memory", () => {
    const made = resample(tone(1000, 191_999, 19_200), [191_999, 16_000]);
    const wanted = tone(1000, 16_000, made.length);
    const worst = made
      .slice(200, -200)
      .map((value, at) => Math.abs(value - (wanted[at + 200] ?? 0)));
    expect(Math.max(...worst)).toBeLessThan(80);
  });

  it("keeps a constant constant", () => {
    const made = resample(new Int16Array(4410).fill(8000), [44_100, 16_000]);
    for (const value of made.slice(100, -100)) expect(Math.abs(value - 8000)).toBeLessThan(2);
  });

  it("hands on equal rates untouched", () => {
    const samples = tone(440, 16_000, 100);
    expect(createResampler(16_000, 16_000).push(samples)).toEqual(samples);
  });
});
