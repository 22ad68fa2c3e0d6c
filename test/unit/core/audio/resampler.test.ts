import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { createResampler } from "@/lib/core/audio/resampler";

const RATES = [8000, 16_000, 22_050, 24_000, 44_100, 48_000];
const rates = fc.constantFrom(...RATES);

function resample(samples: Int16Array, from: number, to: number): Int16Array {
  const resampler = createResampler(from, to);
  return Int16Array.from([...resampler.push(samples), ...resampler.end()]);
}

const toTone = (hz: number, rate: number, count: number): Int16Array =>
  Int16Array.from({ length: count }, (_, at) =>
    Math.round(16_000 * Math.sin((2 * Math.PI * hz * at) / rate)),
  );

describe("createResampler", () => {
  it("makes the same samples in whatever pieces they come", () => {
    const input = fc.int16Array({ maxLength: 600 });
    const cuts = fc.array(fc.nat(600), { maxLength: 8 });
    fc.assert(
      fc.property(rates, rates, input, cuts, (from, to, samples, places) => {
        const resampler = createResampler(from, to);
        const pieces: number[] = [];
        let at = 0;
        for (const place of [...places, samples.length].toSorted((a, b) => a - b)) {
          pieces.push(...resampler.push(samples.subarray(at, place)));
          at = Math.max(at, place);
        }
        pieces.push(...resampler.end());
        expect(Int16Array.from(pieces)).toEqual(resample(samples, from, to));
        expect(pieces).toHaveLength(Math.ceil((samples.length * to) / from));
      }),
      { numRuns: 60 },
    );
  });

  it.each(RATES.flatMap((from) => RATES.map((to) => [from, to] as const)))(
    "keeps a tone where it was, from %d Hz to %d Hz",
    (from, to) => {
      const hz = 997;
      const output = resample(toTone(hz, from, from / 4), from, to);
      const expected = toTone(hz, to, output.length);
      const margin = Math.ceil(to / 100);
      for (let at = margin; at < output.length - margin; at += 1) {
        expect(Math.abs((output[at] ?? 0) - (expected[at] ?? 0))).toBeLessThan(120);
      }
    },
  );

  it("lets nothing through that the lower rate cannot hold", () => {
    const output = resample(toTone(11_000, 24_000, 4800), 24_000, 16_000);
    const peak = Math.max(...output.subarray(200, -200).map(Math.abs));
    expect(peak).toBeLessThan(16);
  });

  it("adds no image of a tone where the higher rate has room for one", () => {
    const output = resample(toTone(6000, 16_000, 3200), 16_000, 24_000);
    const image = toPower(output.subarray(240, -240), 10_000, 24_000);
    expect(image / toPower(output.subarray(240, -240), 6000, 24_000)).toBeLessThan(1e-6);
  });

  it("passes the loudest samples on without turning them over", () => {
    const square = Int16Array.from({ length: 400 }, (_, at) => (at % 40 < 20 ? 32_767 : -32_768));
    const output = resample(square, 16_000, 24_000);
    expect(Math.sign(output[15] ?? 0)).toBe(1);
    expect(Math.sign(output[45] ?? 0)).toBe(-1);
  });
});

function toPower(samples: Int16Array, hz: number, rate: number): number {
  let real = 0;
  let imaginary = 0;
  samples.forEach((sample, at) => {
    const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / samples.length);
    real += window * sample * Math.cos((2 * Math.PI * hz * at) / rate);
    imaginary += window * sample * Math.sin((2 * Math.PI * hz * at) / rate);
  });
  return real ** 2 + imaginary ** 2;
}
