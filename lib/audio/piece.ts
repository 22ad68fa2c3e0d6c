import type { Piece } from "./cutter";
import { readFrames } from "./mp3-recording";
import type { Encoding } from "./recording";

const BYTES_PER_SAMPLE = 2;

/** Drops the first seconds of a piece; MP3 is cut between frames. */
export function dropHead(
  { bytes, seconds, startSeconds }: Piece,
  head: number,
  { encoding, rate }: { encoding: Encoding; rate: number },
): Piece {
  const { at, dropped } = encoding === "pcm" ? findSample(head, rate) : findFrame(bytes, head);
  return {
    bytes: bytes.subarray(at),
    seconds: Math.max(0, seconds - dropped),
    startSeconds: startSeconds + dropped,
  };
}

type Place = { at: number; dropped: number };

function findSample(seconds: number, rate: number): Place {
  const samples = Math.floor(seconds * rate);
  return { at: samples * BYTES_PER_SAMPLE, dropped: samples / rate };
}

function findFrame(bytes: Uint8Array, seconds: number): Place {
  let [at, dropped] = [0, 0];
  for (const frames of readFrames([bytes])) {
    for (const { head } of frames) {
      const longer = dropped + head.samples / head.rate;
      if (longer > seconds) return { at, dropped };
      at += head.bytes;
      dropped = longer;
    }
  }
  return { at, dropped };
}
