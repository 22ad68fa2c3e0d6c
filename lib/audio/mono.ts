import type { WavFormat } from "./wav-format";

type ReadSample = (view: DataView, at: number) => number;

/** 8-bit samples are unsigned, all others are signed. */
const INTEGERS: Readonly<Record<number, ReadSample>> = {
  8: (view, at) => (view.getUint8(at) - 128) / 128,
  16: (view, at) => view.getInt16(at, true) / 32_768,
  24: (view, at) => (view.getInt16(at + 1, true) * 256 + view.getUint8(at)) / 8_388_608,
  32: (view, at) => view.getInt32(at, true) / 2_147_483_648,
};
const FLOATS: Readonly<Record<number, ReadSample>> = {
  32: (view, at) => finite(view.getFloat32(at, true)),
  64: (view, at) => finite(view.getFloat64(at, true)),
};

/** NaN and infinite values become silence. */
const finite = (value: number): number => (Number.isFinite(value) ? value : 0);

/** Converts bytes of samples, however they are split, to 16-bit mono: the mean of all channels. */
export function createMonoReader({ encoding, bits, channels, frameBytes }: WavFormat) {
  const readSample = (encoding === "float" ? FLOATS : INTEGERS)[bits];
  if (!readSample) throw new Error(`no reader for ${bits} bits`);
  const sampleBytes = bits / 8;
  const align = createAligner(frameBytes);
  return (bytes: Uint8Array): Int16Array<ArrayBuffer> => {
    const whole = align(bytes);
    const view = new DataView(whole.buffer, whole.byteOffset, whole.length);
    const samples = new Int16Array(whole.length / frameBytes);
    for (let index = 0; index < samples.length; index += 1) {
      let sum = 0;
      for (let channel = 0; channel < channels; channel += 1) {
        sum += readSample(view, index * frameBytes + channel * sampleBytes);
      }
      samples[index] = toSample(sum / channels);
    }
    return samples;
  };
}

/** Mixes channels of equal length, from -1 to 1, into 16-bit mono. */
export function mixChannels(channels: readonly Float32Array[]): Int16Array<ArrayBuffer> {
  const mixed = new Int16Array(channels[0]?.length ?? 0);
  for (let at = 0; at < mixed.length; at += 1) {
    let sum = 0;
    for (const channel of channels) sum += channel[at] ?? 0;
    mixed[at] = toSample(sum / channels.length);
  }
  return mixed;
}

/** Passes on whole frames and keeps the rest until more bytes follow. */
function createAligner(frameBytes: number) {
  let rest: Uint8Array = new Uint8Array();
  return (bytes: Uint8Array): Uint8Array => {
    const all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    const end = all.length - (all.length % frameBytes);
    rest = all.slice(end);
    return all.subarray(0, end);
  };
}

/** Clips what is too loud. */
const toSample = (value: number): number =>
  Math.max(-32_768, Math.min(32_767, Math.round(value * 32_768)));
