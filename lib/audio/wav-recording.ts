import { badAudio } from "./bad-audio";
import type { Moment } from "./cutter";
import { createMoments } from "./moments";
import { createPcmReader, type PcmReader } from "./pcm-reader";
import type { WavFormat } from "./wav-format";
import { createWavReader } from "./wav-reader";

/**
 * Measures the duration of a WAV file by its content. Yields between blocks.
 * @throws GatewayError if the file cannot be read
 */
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

/** Reads moments as 16-bit mono samples at this rate. Yields undefined after each block. */
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
