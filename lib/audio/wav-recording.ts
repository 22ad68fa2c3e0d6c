import { badAudio } from "./bad-audio";
import type { Moment } from "./cutter";
import { createMoments } from "./moments";
import { createPcmReader, type PcmReader } from "./pcm-reader";
import type { WavFormat } from "./wav-format";
import { createWavReader } from "./wav-reader";

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
