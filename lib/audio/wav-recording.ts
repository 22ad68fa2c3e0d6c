import { badAudio } from "./bad-audio";
import type { Moment } from "./cutter";
import { createPcmReader, type PcmReader } from "./pcm-reader";
import type { WavFormat } from "./wav-format";
import { createWavReader } from "./wav-reader";

/** How long a moment is, which is never cut. */
const MOMENT_SECONDS = 0.02;

/** How long a WAV file lasts, by what it holds. Yields between blocks. @throws GatewayError */
export function* measureWav(blocks: readonly Uint8Array[]): Generator<undefined, number> {
  const reader = createWavReader();
  let length = 0;
  for (const block of blocks) {
    for (const bytes of reader.feed(block)) length += bytes.length;
    yield;
  }
  const format = reader.format();
  const frames = format ? Math.floor(length / format.frameBytes) : 0;
  if (!format || frames === 0) throw badAudio("The WAV file holds no samples: record it again.");
  return frames / format.rate;
}

/** Its moments as samples of one channel, 16 bits and this rate. Yields nothing after a block. */
export function* readWav(
  blocks: readonly Uint8Array[],
  rate: number,
): Generator<Moment | undefined, void> {
  const reader = createWavReader();
  let pcm: PcmReader | undefined;
  const gather = createMoments(rate);
  for (const block of blocks) {
    for (const bytes of reader.feed(block)) {
      pcm ??= createPcmReader(requireFormat(reader.format()), rate);
      yield* gather.add(pcm.feed(bytes));
    }
    yield undefined;
  }
  if (pcm) yield* gather.add(pcm.end());
  yield* gather.end();
}

function requireFormat(format: WavFormat | null): WavFormat {
  if (!format) throw new Error("samples before their format");
  return format;
}

type Samples = Int16Array<ArrayBuffer>;

/** Samples as moments of one length; the last may be shorter. */
export function createMoments(rate: number) {
  const length = Math.round(MOMENT_SECONDS * rate);
  let rest: Samples = new Int16Array();
  return {
    *add(samples: Samples): Generator<Moment, void> {
      const all = rest.length === 0 ? samples : join(rest, samples);
      let at = 0;
      for (; at + length <= all.length; at += length) {
        yield toMoment(all.subarray(at, at + length), rate);
      }
      rest = all.slice(at);
    },
    *end(): Generator<Moment, void> {
      if (rest.length > 0) yield toMoment(rest, rate);
    },
  };
}

function join(first: Samples, second: Samples): Samples {
  const all = new Int16Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

function toMoment(samples: Samples, rate: number): Moment {
  let sum = 0;
  for (let at = 0; at < samples.length; at += 1) sum += Math.abs(samples[at] ?? 0);
  return {
    bytes: new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength),
    seconds: samples.length / rate,
    loudness: sum / samples.length,
  };
}
