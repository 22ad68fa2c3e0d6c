import { createAligner, createMonoReader, toPcm16 } from "./mono";
import { createResampler } from "./resampler";
import type { WavFormat } from "./wav-format";

/** Turns the bytes of samples into samples of one channel, 16 bits and this rate. */
export type PcmReader = {
  feed: (bytes: Uint8Array) => Int16Array<ArrayBuffer>;
  end: () => Int16Array<ArrayBuffer>;
};

export function createPcmReader(format: WavFormat, rate: number): PcmReader {
  const { encoding, bits, channels } = format;
  if (encoding === "integer" && bits === 16 && channels === 1 && format.rate === rate) {
    const align = createAligner(2);
    // A copy: 16-bit samples begin at even places. Every platform of Node is little-endian.
    return {
      feed: (bytes) => new Int16Array(new Uint8Array(align(bytes)).buffer),
      end: () => new Int16Array(),
    };
  }
  const toMono = createMonoReader(format);
  const resampler = createResampler(format.rate, rate);
  return {
    feed: (bytes) => toPcm16(resampler.feed(toMono(bytes))),
    end: () => toPcm16(resampler.end()),
  };
}
