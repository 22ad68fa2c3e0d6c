import { MPEGDecoder } from "mpg123-decoder";
import { createMp3Encoder } from "wasm-media-encoders";

/** Makes MP3 of mono samples, piece by piece. */
export type Mp3Encoder = {
  readonly encode: (samples: Int16Array) => Buffer;
  /** What is left; nothing may be encoded after it. */
  readonly end: () => Buffer;
};

const BITRATE = 64;

export async function openMp3Encoder(rate: number): Promise<Mp3Encoder> {
  const encoder = await createMp3Encoder();
  encoder.configure({ sampleRate: rate, channels: 1, bitrate: BITRATE });
  return {
    // What it returns is its own memory, and is overwritten by the next call.
    encode: (samples) =>
      Buffer.from(encoder.encode([Float32Array.from(samples, (sample) => sample / 32_768)])),
    end: () => Buffer.from(encoder.finalize()),
  };
}

/** Whole MP3 as mono samples. @throws Error for what is none */
export async function decodeMp3(bytes: Uint8Array): Promise<{ samples: Int16Array; rate: number }> {
  const decoder = new MPEGDecoder({ enableGapless: false });
  await decoder.ready;
  try {
    const { channelData, sampleRate, errors } = decoder.decode(bytes);
    const [first, ...others] = channelData;
    if (!first || first.length === 0 || errors.length > 0) throw new Error("no MP3");
    const mono = first.map(
      (sample, at) =>
        others.reduce((sum, channel) => sum + (channel[at] ?? 0), sample) / channelData.length,
    );
    const clip = (sample: number): number => Math.max(-1, Math.min(1, sample)) * 32_767;
    return { samples: Int16Array.from(mono, clip), rate: sampleRate };
  } finally {
    decoder.free();
  }
}
