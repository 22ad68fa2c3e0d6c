import { notAudio } from "./container";
import type { Moment } from "./cutter";
import { type Mp3Head, readLoudness } from "./mp3-frame";
import { createMp3Reader, type Mp3Frame } from "./mp3-reader";

export type Mp3Facts = { seconds: number; rate: number };

/** How long an MP3 file lasts, by its frames. Yields between blocks. @throws GatewayError */
export function* measureMp3(blocks: readonly Uint8Array[]): Generator<undefined, Mp3Facts> {
  let samples = 0;
  let first: Mp3Head | undefined;
  for (const frames of readFrames(blocks)) {
    first ??= frames[0]?.head;
    for (const { head } of frames) samples += head.samples;
    yield;
  }
  if (!first) throw notAudio();
  return { seconds: samples / first.rate, rate: first.rate };
}

/** Its frames as moments, undecoded. Yields nothing after a block. */
export function* readMp3(blocks: readonly Uint8Array[]): Generator<Moment | undefined, void> {
  for (const frames of readFrames(blocks)) {
    for (const { bytes, head } of frames) {
      yield { bytes, seconds: head.samples / head.rate, loudness: readLoudness(bytes, head) };
    }
    yield undefined;
  }
}

/** Block by block, and what the end brings. */
export function* readFrames(blocks: readonly Uint8Array[]): Generator<readonly Mp3Frame[], void> {
  const reader = createMp3Reader();
  for (const block of blocks) yield reader.feed(block);
  yield reader.end();
}
