import { MP3_HEADER_BYTES, type Mp3Frame, readMp3Frame } from "./mp3-frame";

/** Makes one MP3 out of several that follow each other. */
export type Mp3Joiner = {
  push: (bytes: Uint8Array) => Buffer<ArrayBuffer>;
  /** This file has ended; another may follow. */
  next: () => Buffer<ArrayBuffer>;
};

const ID3_HEADER_BYTES = 10;
const NONE = Buffer.alloc(0);

/**
 * Lets whole frames through and nothing else: what stands between them in a file of its own (ID3 tags, a
 * Xing or Info frame with the length of that file alone, half a frame at its end) would be heard as a
 * click, or end the playing where the first file ended.
 */
export function createMp3Joiner(): Mp3Joiner {
  let held: Buffer<ArrayBuffer> = NONE;
  let isFirstFrame = true;

  const takeFrame = (frame: Mp3Frame, at: number): Buffer<ArrayBuffer> => {
    const bytes = held.subarray(at, at + frame.length);
    const isInfo = isFirstFrame && hasInfo(bytes, frame);
    isFirstFrame = false;
    return isInfo ? NONE : bytes;
  };

  return {
    push(bytes) {
      held = Buffer.concat([held, bytes]);
      const frames: Buffer<ArrayBuffer>[] = [];
      let at = 0;
      while (at + ID3_HEADER_BYTES <= held.length) {
        const frame = readMp3Frame(held, at);
        const length = frame?.length ?? findId3Length(held, at) ?? 1;
        if (at + length > held.length) break;
        if (frame) frames.push(takeFrame(frame, at));
        at += length;
      }
      held = Buffer.from(held.subarray(at));
      return Buffer.concat(frames);
    },
    next() {
      const frame = readMp3Frame(held, 0);
      const last = frame && frame.length <= held.length ? takeFrame(frame, 0) : NONE;
      held = NONE;
      isFirstFrame = true;
      return last;
    },
  };
}

function hasInfo(bytes: Buffer, { tagAt }: Mp3Frame): boolean {
  const tag = bytes.toString("latin1", tagAt, tagAt + MP3_HEADER_BYTES);
  return tag === "Xing" || tag === "Info";
}

/** The length of an ID3v2 tag that begins here: its size has seven bits in each byte. */
function findId3Length(bytes: Buffer, at: number): number | undefined {
  if (bytes.toString("latin1", at, at + 3) !== "ID3") return undefined;
  const size = bytes.subarray(at + 6, at + ID3_HEADER_BYTES);
  return ID3_HEADER_BYTES + size.reduce((sum, byte) => sum * 128 + (byte & 127), 0);
}
