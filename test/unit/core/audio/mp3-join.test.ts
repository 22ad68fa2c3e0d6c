import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";

import { readMp3Frame } from "@/lib/core/audio/mp3-frame";
import { createMp3Joiner } from "@/lib/core/audio/mp3-join";

import { decodeText } from "../../../simulator/audio-codec/decode";
import { encode } from "../../../simulator/audio-codec/encode";
import { decodeMp3, openMp3Encoder } from "../../../simulator/audio-codec/mp3";

const RATE = 16_000;
const ID3 = Buffer.concat([
  Buffer.from("ID3\x04\x00\x00\x00\x00\x01\x05", "latin1"),
  Buffer.alloc(133),
]);
let first: Buffer;
let second: Buffer;

beforeAll(async () => {
  [first = Buffer.alloc(0), second = Buffer.alloc(0)] = await Promise.all(
    ["第一句。", "second one."].map(async (text) => {
      const encoder = await openMp3Encoder(RATE);
      return Buffer.concat([encoder.encode(encode(text, { rate: RATE })), encoder.end()]);
    }),
  );
});

function join(files: readonly (readonly Uint8Array[])[]): Buffer {
  const joiner = createMp3Joiner();
  return Buffer.concat(
    files.flatMap((pieces) => [...pieces.map((piece) => joiner.push(piece)), joiner.next()]),
  );
}

function listFrames(bytes: Buffer): number[] {
  const lengths: number[] = [];
  for (let at = 0; at < bytes.length; at += lengths.at(-1) ?? 1) {
    const frame = readMp3Frame(bytes, at);
    if (!frame) throw new Error(`no frame at ${at}`);
    lengths.push(frame.length);
  }
  return lengths;
}

describe("createMp3Joiner", () => {
  it("makes one file of whole frames in which both texts are heard", async () => {
    const joined = join([[first], [second]]);
    expect(listFrames(joined).length).toBeGreaterThan(20);
    const heard = await decodeMp3(joined);
    expect(heard.rate).toBe(RATE);
    expect(decodeText(heard.samples, RATE)).toBe("第一句。second one.");
  });

  it("makes the same file wherever the bytes are cut", () => {
    const expected = join([[first], [second]]);
    fc.assert(
      fc.property(fc.array(fc.nat(first.length), { maxLength: 12 }), (places) => {
        const ends = [0, ...places, first.length].toSorted((a, b) => a - b);
        const pieces = ends.slice(1).map((end, at) => first.subarray(ends[at], end));
        expect(join([pieces, [second]])).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  it("leaves out tags, the frame with the length of one file, and half a frame", () => {
    const [length = 0] = listFrames(join([[second]]));
    const info = Buffer.from(second.subarray(0, length));
    info.write("Info", 4 + 9, "latin1");
    const tail = Buffer.from("TAG".padEnd(128, " "), "latin1");
    const dressed = Buffer.concat([ID3, info, second, tail, second.subarray(0, 50)]);
    expect(join([[first], [dressed]])).toEqual(join([[first], [second]]));
  });

  it("returns nothing for bytes that are no MP3, and does not fail", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(join([[bytes]]).length).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });
});
