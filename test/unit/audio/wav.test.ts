import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { createMonoReader } from "@/lib/audio/mono";
import { createWavReader } from "@/lib/audio/wav-reader";
import { findFailure } from "@/lib/core/errors";

import { cutAt } from "../../form-body";
import { chunk, wavFile, type WavOptions } from "../../wav-file";

/** The channel's samples, or what was wrong with the file. */
function read(pieces: readonly Uint8Array[]): number[] {
  const reader = createWavReader();
  let toMono: ReturnType<typeof createMonoReader> | undefined;
  return pieces.flatMap((piece) =>
    reader.feed(piece).flatMap((bytes) => {
      const format = reader.format();
      if (!format) throw new Error("samples without a format");
      toMono ??= createMonoReader(format);
      return Array.from(toMono(bytes), (sample) => sample / 32_768);
    }),
  );
}

const widths = fc.constantFrom<Pick<WavOptions, "bits" | "isFloat">>(
  { bits: 8 },
  { bits: 16 },
  { bits: 24 },
  { bits: 32 },
  { bits: 32, isFloat: true },
  { bits: 64, isFloat: true },
);
const other = fc
  .tuple(fc.constantFrom("LIST", "fact", "bext", "JUNK", "id3 "), fc.uint8Array({ maxLength: 90 }))
  .map(([id, content]) => chunk(id, content));
const shapes = fc.record({
  width: widths,
  rate: fc.constantFrom(8000, 16_000, 44_100, 48_000),
  isExtensible: fc.boolean(),
  before: fc.array(other, { maxLength: 2 }),
  between: fc.array(other, { maxLength: 2 }),
  after: fc.array(other, { maxLength: 2 }),
});
const samplesOf = (channels: number) =>
  fc.array(
    fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
      minLength: channels,
      maxLength: channels,
    }),
    { minLength: 1, maxLength: 60 },
  );
const framed = fc
  .integer({ min: 1, max: 3 })
  .chain((channels) => samplesOf(channels).map((frames) => ({ channels, frames })));

const PLAIN: WavOptions = { rate: 16_000, channels: 1, bits: 16 };

describe("a WAV file", () => {
  it("is read in every legal shape, however its bytes are cut", () => {
    fc.assert(
      fc.property(
        shapes,
        framed,
        fc.array(fc.nat(600), { maxLength: 20 }),
        (shape, sound, cuts) => {
          const { width, ...rest } = shape;
          const { channels, frames } = sound;
          const file = wavFile(frames.flat(), { ...rest, ...width, channels });
          const heard = read(cutAt(file, cuts));
          expect(heard).toHaveLength(frames.length);
          const precision = Math.max(2 ** (2 - width.bits), 2 ** -14);
          for (const [at, frame] of frames.entries()) {
            const mean = frame.reduce((sum, value) => sum + value, 0) / channels;
            expect(Math.abs((heard[at] ?? 0) - mean)).toBeLessThan(precision);
          }
        },
      ),
    );
  });

  it.each([0xff_ff_ff_ff, 0, 4_000_000])(
    "of %i bytes by its own word is read to its end",
    (claimed) => {
      expect(read([wavFile([0.5, -0.5, 0.25], { ...PLAIN, claimed })])).toEqual([0.5, -0.5, 0.25]);
    },
  );

  it("without samples has none, whatever follows them", () => {
    const after = [chunk("LIST", new Uint8Array(26))];
    const file = wavFile([], { ...PLAIN, after });
    for (let at = 0; at < file.length; at += 1) expect(read(cutAt(file, [at]))).toEqual([]);
  });

  it("that says less than it holds ends where it says", () => {
    const file = wavFile([0.5, -0.5, 0.25, 0.125], { ...PLAIN, claimed: 4 });
    expect(read([file])).toEqual([0.5, -0.5]);
  });

  it("is read as far as it goes when it is cut off, even within a sample", () => {
    const file = wavFile([0.5, -0.5, 0.25], PLAIN);
    expect(read([file.subarray(0, -1)])).toEqual([0.5, -0.5]);
    for (let length = 0; length < file.length; length += 1) {
      expect(read([file.subarray(0, length)]).length).toBeLessThanOrEqual(2);
    }
  });

  it("with a chunk of 4 GB by its own word has no samples, and takes no memory", () => {
    const file = chunk(
      "RIFF",
      Buffer.concat([Buffer.from("WAVE"), chunk("JUNK", Buffer.alloc(99), 2 ** 32 - 2)]),
    );
    expect(read([file])).toEqual([]);
  });

  it("never fails but for a reason, whatever its bytes are", () => {
    const file = wavFile([0.5, -0.5, 0.25], {
      ...PLAIN,
      between: [chunk("LIST", Buffer.alloc(9))],
    });
    const flips = fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { maxLength: 6 });
    fc.assert(
      fc.property(flips, fc.array(fc.nat(80), { maxLength: 5 }), (changed, cuts) => {
        const bytes = Buffer.from(file);
        for (const [at, value] of changed) bytes[at] = value;
        try {
          for (const sample of read(cutAt(bytes, cuts)))
            expect(Math.abs(sample)).toBeLessThanOrEqual(1);
        } catch (error) {
          expect(findFailure(error)).toMatchObject({ kind: "invalid-request", param: "file" });
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each<[string, Partial<WavOptions>, RegExp]>([
    ["12 bits", { bits: 12 as 16 }, /samples of 12 bits: export it as PCM/],
    ["no channel", { channels: 0 }, /0 channels: send 1 to 32/],
    ["one sample a second", { rate: 1 }, /1 samples a second: send 4000 to 384000/],
  ])("of %s is refused with what to do", (_case, options, message) => {
    const file = wavFile([], { ...PLAIN, ...options });
    expect(() => read([Buffer.concat([file, Buffer.alloc(8)])])).toThrow(
      expect.objectContaining({
        failure: expect.objectContaining({ message: expect.stringMatching(message) }),
      }),
    );
  });

  it("that is compressed is refused with its format", () => {
    const file = wavFile([0.5], PLAIN);
    file.writeUInt16LE(85, 20);
    expect(() => read([file])).toThrow(
      expect.objectContaining({
        failure: expect.objectContaining({
          message: expect.stringMatching(/compressed \(format 85\)/),
        }),
      }),
    );
  });
});

it("clips what is too loud, and takes what is no number for silence", () => {
  const wild = [1, -1, 3, -3, Number.NaN, Number.POSITIVE_INFINITY];
  const heard = read([wavFile(wild, { ...PLAIN, bits: 32, isFloat: true })]);
  expect(heard.map((sample) => sample * 32_768)).toEqual([32_767, -32_768, 32_767, -32_768, 0, 0]);
});
