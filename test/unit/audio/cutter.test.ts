import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { createCutter, type Moment, type Piece } from "@/lib/audio/cutter";

const LIMITS = { minSeconds: 4, maxSeconds: 6 };

function cut(moments: readonly Moment[]): Piece[] {
  const cutter = createCutter(LIMITS);
  const pieces = moments.map((moment) => cutter.add(moment));
  return [...pieces, cutter.end()].filter((piece) => piece !== undefined);
}

/** Moments of a tenth of a second, each of one byte: its own loudness. */
const toMoments = (loudness: readonly number[]): Moment[] =>
  loudness.map((value) => ({ bytes: Uint8Array.of(value), seconds: 0.1, loudness: value }));

describe("createCutter", () => {
  it("loses nothing, keeps the order and never makes a piece that is too long", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 400 }), (loudness) => {
        const pieces = cut(toMoments(loudness));
        expect(pieces.flatMap(({ bytes }) => [...bytes])).toEqual(loudness);
        let start = 0;
        for (const [at, piece] of pieces.entries()) {
          expect(piece.seconds).toBeLessThanOrEqual(LIMITS.maxSeconds + 1e-6);
          expect(piece.startSeconds).toBeCloseTo(start, 6);
          if (at < pieces.length - 1)
            expect(piece.seconds).toBeGreaterThan(LIMITS.minSeconds - 0.01);
          start += piece.seconds;
        }
      }),
    );
  });

  it("cuts in the middle of a pause", () => {
    const loudness = Array.from({ length: 100 }, (_, at) => (at >= 48 && at < 53 ? 1 : 200));
    const [first] = cut(toMoments(loudness));
    expect(first?.bytes.length).toBeGreaterThanOrEqual(49);
    expect(first?.bytes.length).toBeLessThanOrEqual(52);
  });

  it("does not take one silent moment within a word for a pause", () => {
    const loudness = Array.from({ length: 100 }, (_, at) =>
      at === 45 ? 0 : at > 53 && at < 57 ? 40 : 200,
    );
    const [first] = cut(toMoments(loudness));
    expect(first?.bytes.length).toBeGreaterThanOrEqual(54);
  });

  it("cuts where it must when there is no pause, and takes a moment that is longer than a piece", () => {
    expect(
      cut(toMoments(Array.from({ length: 61 }, () => 9))).map(({ bytes }) => bytes.length),
    ).toEqual([59, 2]);
    expect(cut([{ bytes: Uint8Array.of(1), seconds: 9, loudness: 0 }])).toHaveLength(1);
  });
});
