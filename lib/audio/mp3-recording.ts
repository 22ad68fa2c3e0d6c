import { createResampler } from "../core/audio/resampler";
import { notAudio } from "./container";
import type { Moment } from "./cutter";
import { type Mp3Head, readLoudness } from "./mp3-frame";
import { mixChannels } from "./mono";
import { createMoments } from "./moments";
import { createMp3Reader, type Mp3Frame } from "./mp3-reader";

export type Mp3Facts = { seconds: number; rate: number; channels: number };

/**
 * Measures the duration of an MP3 file by its frames. Yields between blocks.
 * @throws GatewayError if the file contains no audio
 */
export function* measureMp3(blocks: readonly Uint8Array[]): Generator<undefined, Mp3Facts> {
  let [samples, channels] = [0, 1];
  let first: Mp3Head | undefined;
  for (const frames of readFrames(blocks)) {
    first ??= frames[0]?.head;
    for (const { head } of frames) {
      samples += head.samples;
      channels = Math.max(channels, head.channels);
    }
    yield;
  }
  if (!first) throw notAudio();
  return { seconds: samples / first.rate, rate: first.rate, channels };
}

/** Reads frames as moments, without decoding them. Yields undefined after each block. */
export function* readMp3(blocks: readonly Uint8Array[]): Generator<Moment | undefined, void> {
  for (const frames of readFrames(blocks)) {
    for (const { bytes, head } of frames) {
      yield { bytes, seconds: head.samples / head.rate, loudness: readLoudness(bytes, head) };
    }
    yield undefined;
  }
}

/** Decodes MP3 frames to channels of samples from -1 to 1. */
export type DecodeMp3 = (frames: Uint8Array) => readonly Float32Array[];

/** Reads moments as 16-bit mono samples at another rate. Yields undefined after each block. */
export function* readDecodedMp3(
  blocks: readonly Uint8Array[],
  decode: DecodeMp3,
  { from, to }: { from: number; to: number },
): Generator<Moment | undefined, void> {
  const resampler = createResampler(from, to);
  const gather = createMoments(to);
  for (const frames of readFrames(blocks)) {
    const sound = decode(Buffer.concat(frames.map(({ bytes }) => bytes)));
    yield* gather.add(resampler.push(mixChannels(sound)));
    yield undefined;
  }
  yield* gather.add(resampler.end());
  yield* gather.end();
}

/** Reads the frames block by block, then those at the end. */
export function* readFrames(blocks: readonly Uint8Array[]): Generator<readonly Mp3Frame[], void> {
  const reader = createMp3Reader();
  for (const block of blocks) yield reader.feed(block);
  yield reader.end();
}
