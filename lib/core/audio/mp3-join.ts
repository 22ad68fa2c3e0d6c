import { MP3_HEADER_BYTES, type Mp3Frame, readMp3Frame } from "./mp3-frame";

/** Joins several MP3 files into one. */
export type Mp3Joiner = {
  push: (bytes: Uint8Array) => Buffer<ArrayBuffer>;
  /** Ends the current file; another may follow. */
  next: () => Buffer<ArrayBuffer>;
};

const ID3_HEADER_BYTES = 10;
const NONE = Buffer.alloc(0);

/**
 * Passes whole frames on and drops everything else. ID3 tags, a Xing or Info frame (it holds the
 * length of one file only) or half a frame would click in the middle of the joined file, or make
 * players stop where the first file ended.
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

/** Returns the length of an ID3v2 tag at this position; its size has seven bits per byte. */
function findId3Length(bytes: Buffer, at: number): number | undefined {
  if (bytes.toString("latin1", at, at + 3) !== "ID3") return undefined;
  const size = bytes.subarray(at + 6, at + ID3_HEADER_BYTES);
  return ID3_HEADER_BYTES + size.reduce((sum, byte) => sum * 128 + (byte & 127), 0);
}
