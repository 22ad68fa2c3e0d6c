import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { readLoudness, readMp3Head } from "@/lib/audio/mp3-frame";
import { createMp3Reader } from "@/lib/audio/mp3-reader";
import { findFailure } from "@/lib/core/errors";

import { cutAt } from "../../form-body";
import { FRAME_BYTES, id3, infoFrame, mp3Frame } from "../../mp3-file";

function read(pieces: readonly Uint8Array[]): Buffer[] {
  const reader = createMp3Reader();
  const frames = [...pieces.flatMap((piece) => [...reader.feed(piece)]), ...reader.end()];
  return frames.map(({ bytes }) => Buffer.from(bytes));
}

const sound = fc.uint8Array({ minLength: 131, maxLength: 131 });
const tag = fc
  .tuple(fc.uint8Array({ maxLength: 600 }), fc.option(fc.nat(2 ** 28 - 1), { nil: undefined }))
  .map(([content, claimed]) =>
    id3(
      content.map((byte) => (byte === 0xff ? 0 : byte)),
      claimed,
    ),
  );

describe("an MP3 file", () => {
  it("gives its frames, whatever its tags say and however its bytes are cut", () => {
    fc.assert(
      fc.property(
        fc.option(tag, { nil: Buffer.alloc(0) }),
        fc.constantFrom(Buffer.alloc(0), infoFrame("Xing"), infoFrame("Info")),
        fc.array(sound, { minLength: 3, maxLength: 20 }),
        fc.constantFrom(Buffer.alloc(0), Buffer.alloc(300), Buffer.from(`TAG${" ".repeat(125)}`)),
        fc.array(fc.nat(4000), { maxLength: 20 }),
        (head, info, sounds, tail, cuts) => {
          const frames = sounds.map((bytes) => mp3Frame(bytes, 80));
          const file = Buffer.concat([head, info, ...frames, tail]);
          expect(read(cutAt(file, cuts))).toEqual(frames);
        },
      ),
    );
  });

  it("goes on after a tag or junk in its middle", () => {
    const frames = Array.from({ length: 6 }, (_, index) => mp3Frame(Buffer.alloc(131, index), 90));
    const junk = Buffer.concat([
      id3(Buffer.alloc(500)),
      Buffer.from([0xff, 0xf3, 0x48]),
      Buffer.alloc(77, 0xff),
    ]);
    const file = Buffer.concat([...frames.slice(0, 3), junk, ...frames.slice(3)]);
    expect(read([file])).toEqual(frames);
  });

  it("of one frame is one frame", () => {
    expect(read([mp3Frame()])).toEqual([mp3Frame()]);
  });

  it("is read as far as it goes when it is cut off", () => {
    const file = Buffer.concat([mp3Frame(), mp3Frame(), mp3Frame(), mp3Frame()]);
    for (let length = 0; length <= file.length; length += 1) {
      expect(read([file.subarray(0, length)])).toHaveLength(Math.floor(length / FRAME_BYTES));
    }
  });

  it("that only looks like one has no frames: a picture, silence, text", () => {
    const picture = Buffer.concat(
      Array.from({ length: 500 }, () => Buffer.from([0xff, 0xfb, 0x90, 0, 1, 2, 3])),
    );
    expect(read([picture])).toEqual([]);
    expect(read([Buffer.alloc(100_000)])).toEqual([]);
    expect(read([Buffer.alloc(100_000, 0xff)])).toEqual([]);
  });

  it("looks at each byte a few times at most, where every second byte may begin a frame", () => {
    const bomb = Buffer.alloc(8 * 1024 * 1024, Buffer.from([0xff, 0xf3, 0x48, 0xc0, 0xff, 0xf3]));
    const before = process.cpuUsage();
    read(
      cutAt(
        bomb,
        Array.from({ length: 128 }, (_, at) => at * 65_536),
      ),
    );
    const { user } = process.cpuUsage(before);
    expect(user / 1e6).toBeLessThan(10);
  });

  it("is refused when its rate changes on the way", () => {
    const slow = Array.from({ length: 4 }, () => mp3Frame());
    const fast = slow.map((frame) => {
      const other = Buffer.alloc(104);
      frame.copy(other);
      other[2] = 0x40;
      return other;
    });
    const reader = createMp3Reader();
    const failure = (() => {
      try {
        reader.feed(Buffer.concat([...slow, ...fast, ...fast]));
        reader.end();
        return undefined;
      } catch (error) {
        return findFailure(error);
      }
    })();
    expect(failure).toMatchObject({
      param: "file",
      message: expect.stringMatching(/changes from 16000 to 22050/),
    });
  });

  it("says how loud each frame is without decoding it", () => {
    for (const loudness of [0, 1, 100, 255]) {
      const frame = mp3Frame(new Uint8Array(), loudness);
      const head = readMp3Head(frame, 0);
      expect(head && readLoudness(frame, head)).toBe(loudness);
    }
  });

  it.each<[string, number[], number | undefined]>([
    ["MPEG 1, 128 kbit/s, 44.1 kHz", [0xff, 0xfb, 0x90, 0x64], 417],
    ["the same with padding", [0xff, 0xfb, 0x92, 0x64], 418],
    ["MPEG 2.5, 8 kbit/s, 8 kHz", [0xff, 0xe3, 0x18, 0xc4], 72],
    ["a free rate", [0xff, 0xfb, 0x00, 0x64], undefined],
    ["a forbidden rate", [0xff, 0xfb, 0xf0, 0x64], undefined],
    ["layer II", [0xff, 0xfd, 0x90, 0x64], undefined],
    ["a reserved version", [0xff, 0xeb, 0x90, 0x64], undefined],
  ])("reads the head of a frame of %s", (_case, bytes, length) => {
    expect(readMp3Head(Uint8Array.from(bytes), 0)?.bytes).toBe(length);
  });
});
