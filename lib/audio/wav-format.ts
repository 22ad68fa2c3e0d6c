import { badAudio } from "./bad-audio";

/** The format of the samples in a WAV file. */
export type WavFormat = {
  encoding: "integer" | "float";
  bits: number;
  channels: number;
  /** The sample rate of each channel in Hz. */
  rate: number;
  /** The size of one frame: one sample of every channel. */
  frameBytes: number;
};

const PCM = 1;
const FLOAT = 3;
/** The actual format is in the first bytes of an identifier further on. */
const EXTENSIBLE = 0xfffe;
const SUBFORMAT_AT = 24;
const MIN_BYTES = 16;

/** A lower rate would inflate the audio when resampled, and a higher one is not a recording. */
const RATES = { min: 4000, max: 384_000 };
const MAX_CHANNELS = 32;
const WIDTHS: Readonly<Record<WavFormat["encoding"], readonly number[]>> = {
  integer: [8, 16, 24, 32],
  float: [32, 64],
};

/**
 * Reads the content of a `fmt ` chunk.
 * @throws GatewayError for a format that is not supported
 */
export function readWavFormat(chunk: Uint8Array): WavFormat {
  if (chunk.length < MIN_BYTES)
    throw badAudio("The WAV file's header is cut short: export it again.");
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
  const encoding = toEncoding(view);
  const channels = view.getUint16(2, true);
  const rate = view.getUint32(4, true);
  const bits = view.getUint16(14, true);
  if (!WIDTHS[encoding].includes(bits)) {
    throw badAudio(`The WAV file has samples of ${bits} bits: ${TAKEN}.`);
  }
  if (channels < 1 || channels > MAX_CHANNELS) {
    throw badAudio(`The WAV file has ${channels} channels: send 1 to ${MAX_CHANNELS}.`);
  }
  if (rate < RATES.min || rate > RATES.max) {
    throw badAudio(
      `The WAV file has ${rate} samples a second: send ${RATES.min} to ${RATES.max}, 16000 at best.`,
    );
  }
  // The frame size that the file declares at offset 12 is not needed, and may be wrong.
  return { encoding, bits, channels, rate, frameBytes: (channels * bits) / 8 };
}

const TAKEN = "export it as PCM of 8, 16, 24 or 32 bits, or as 32-bit float";

function toEncoding(view: DataView): WavFormat["encoding"] {
  const tag = view.getUint16(0, true);
  const isExtended = tag === EXTENSIBLE && view.byteLength >= SUBFORMAT_AT + 2;
  const format = isExtended ? view.getUint16(SUBFORMAT_AT, true) : tag;
  if (format === PCM) return "integer";
  if (format === FLOAT) return "float";
  throw badAudio(`The WAV file is compressed (format ${format}): ${TAKEN}.`);
}
