import { MPEGDecoder } from "mpg123-decoder";
import { createMp3Encoder } from "wasm-media-encoders";

/** Encodes mono samples as MP3, piece by piece. */
export type Mp3Encoder = {
  readonly encode: (samples: Int16Array) => Buffer;
  /** Returns the rest; nothing may be encoded afterwards. */
  readonly end: () => Buffer;
};

const BITRATE = 64;

export async function openMp3Encoder(rate: number): Promise<Mp3Encoder> {
  const encoder = await createMp3Encoder();
  encoder.configure({ sampleRate: rate, channels: 1, bitrate: BITRATE });
  return {
    // The encoder returns its own memory, which the next call overwrites.
    encode: (samples) =>
      Buffer.from(encoder.encode([Float32Array.from(samples, (sample) => sample / 32_768)])),
    end: () => Buffer.from(encoder.finalize()),
  };
}

/**
 * Decodes a whole MP3 to mono samples.
 * @throws Error for bytes that are not MP3
 */
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
