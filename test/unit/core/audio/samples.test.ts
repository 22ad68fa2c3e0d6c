import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { createJoiner } from "@/lib/core/audio/join";
import { createSampleReader, toBytes } from "@/lib/core/audio/samples";
import { toWavHeader } from "@/lib/core/audio/wav-header";

const bytes = fc.uint8Array({ maxLength: 200 });
const cuts = fc.array(fc.nat(200), { maxLength: 8 });

/** The same values in pieces, some of them empty. */
function cut<T extends Uint8Array | Int16Array>(whole: T, places: readonly number[]): T[] {
  const sorted = [0, ...places.map((place) => Math.min(place, whole.length)), whole.length];
  const ordered = sorted.toSorted((a, b) => a - b);
  return ordered.slice(1).map((end, at) => whole.slice(ordered[at], end) as T);
}

describe("createSampleReader", () => {
  it("reads the same samples wherever the bytes are cut, and drops half a sample", () => {
    fc.assert(
      fc.property(bytes, cuts, (whole, places) => {
        const reader = createSampleReader();
        const samples = cut(whole, places).flatMap((piece) => Array.from(reader.push(piece)));
        const even = whole.slice(0, whole.length & ~1);
        expect(toBytes(Int16Array.from(samples))).toEqual(Buffer.from(even));
        reader.end();
        expect([...reader.push(Uint8Array.of(1, 2))]).toEqual([0x0201]);
      }),
    );
  });
});

describe("createJoiner", () => {
  const samples = fc.int16Array({ maxLength: 60 });

  it("changes nothing in a single stretch, however it is cut", () => {
    fc.assert(
      fc.property(samples, cuts, (whole, places) => {
        const joiner = createJoiner(8);
        const out = cut(whole, places).flatMap((piece) => Array.from(joiner.push(piece)));
        expect([...out, ...joiner.end()]).toEqual([...whole]);
      }),
    );
  });

  it("loses no sample at a join, and makes no step there that was not in the sound", () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 60 }), cuts, (length, places) => {
        const loud = new Int16Array(length).fill(30_000);
        const joiner = createJoiner(8);
        const first = cut(loud, places).flatMap((piece) => Array.from(joiner.push(piece)));
        first.push(...joiner.next());
        const second = cut(loud, places).flatMap((piece) => Array.from(joiner.push(piece)));
        second.push(...joiner.end());
        expect([first.length, second.length]).toEqual([length, length]);
        const joined = [...first, ...second];
        const steps = joined.slice(1).map((value, at) => Math.abs(value - (joined[at] ?? 0)));
        expect(Math.max(...steps)).toBeLessThanOrEqual(30_000 / 8 + 1);
        expect([first.at(-1), second[0]]).toEqual([0, 0]);
      }),
    );
  });
});

describe("toWavHeader", () => {
  it("describes mono 16-bit samples whose end is not known", () => {
    const header = toWavHeader(24_000);
    expect(header).toHaveLength(44);
    expect(header.toString("latin1", 0, 4) + header.toString("latin1", 8, 16)).toBe("RIFFWAVEfmt ");
    expect([header.readUInt32LE(4), header.readUInt32LE(40)]).toEqual([0xffff_ffff, 0xffff_ffff]);
    expect([header.readUInt16LE(20), header.readUInt16LE(22)]).toEqual([1, 1]);
    expect([header.readUInt32LE(24), header.readUInt32LE(28)]).toEqual([24_000, 48_000]);
    expect([header.readUInt16LE(32), header.readUInt16LE(34)]).toEqual([2, 16]);
  });
});
