import { createResampler } from "../core/audio/resampler";
import { createSampleReader } from "../core/audio/samples";
import { createMonoReader } from "./mono";
import type { WavFormat } from "./wav-format";

/** Converts bytes of samples to 16-bit mono samples at this rate. */
export type PcmReader = {
  feed: (bytes: Uint8Array) => Int16Array<ArrayBuffer>;
  end: () => Int16Array<ArrayBuffer>;
};

export function createPcmReader(format: WavFormat, rate: number): PcmReader {
  const { encoding, bits, channels } = format;
  const isPlain = encoding === "integer" && bits === 16 && channels === 1;
  const toMono = isPlain ? createSampleReader().push : createMonoReader(format);
  if (format.rate === rate) return { feed: toMono, end: () => new Int16Array() };
  const resampler = createResampler(format.rate, rate);
  return {
    feed: (bytes) => resampler.push(toMono(bytes)),
    end: () => resampler.end(),
  };
}
