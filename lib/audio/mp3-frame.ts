import { MP3_HEADER_BYTES, readMp3Frame } from "../core/audio/mp3-frame";

/** The header of one MPEG layer III frame. */
export type Mp3Head = {
  bytes: number;
  /** The samples of each channel. */
  samples: number;
  rate: number;
  channels: 1 | 2;
  /** The offset of the side information. */
  sideAt: number;
  /** The offset of the mark by which encoders identify an info frame. */
  tagAt: number;
  isMpeg1: boolean;
};

/** 320 kbit/s at 32 kHz, or 160 kbit/s at 8 kHz, and a byte of padding. */
export const MAX_FRAME_BYTES = 1441;

const CRC_BYTES = 2;

/** Reads the four bytes of a frame's header; undefined if there is no layer III frame here. */
export function readMp3Head(bytes: Uint8Array, at: number): Mp3Head | undefined {
  const frame = readMp3Frame(bytes, at);
  if (!frame) return undefined;
  const { length, samples, rate, tagAt } = frame;
  const hasCrc = ((bytes[at + 1] ?? 0) & 1) === 0;
  return {
    bytes: length,
    samples,
    rate,
    channels: (bytes[at + 3] ?? 0) >> 6 === 3 ? 1 : 2,
    sideAt: MP3_HEADER_BYTES + (hasCrc ? CRC_BYTES : 0),
    tagAt,
    isMpeg1: samples === 1152,
  };
}

/** The number of bits of side information before the first granule, by version and channels. */
const LEADING_BITS = { mpeg1: { 1: 18, 2: 20 }, mpeg2: { 1: 9, 2: 10 } } as const;
const GRANULE_BITS = { mpeg1: 59, mpeg2: 63 } as const;
/** Within a granule: the length of its audio in bits, and its gain. */
const [LENGTH_BITS, GAIN_AT, GAIN_BITS] = [12, 21, 8];

/**
 * Returns the maximum loudness of a frame, from 0 to 255, without decoding it. A step is a quarter
 * of 6 dB.
 */
export function readLoudness(frame: Uint8Array, head: Mp3Head): number {
  const version = head.isMpeg1 ? "mpeg1" : "mpeg2";
  const start = head.sideAt * 8 + LEADING_BITS[version][head.channels];
  const granules = (head.isMpeg1 ? 2 : 1) * head.channels;
  let loudest = 0;
  for (let granule = 0; granule < granules; granule += 1) {
    const at = start + granule * GRANULE_BITS[version];
    if (readBits(frame, at, LENGTH_BITS) === 0) continue;
    loudest = Math.max(loudest, readBits(frame, at + GAIN_AT, GAIN_BITS));
  }
  return loudest;
}

function readBits(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let bit = at; bit < at + count; bit += 1) {
    value = (value << 1) | (((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1);
  }
  return value;
}

/**
 * Returns whether a frame holds information instead of sound, as encoders write first. Its mark
 * follows the side information.
 */
export function isInfoFrame(frame: Uint8Array, { tagAt }: Mp3Head): boolean {
  const mark = (at: number): string => String.fromCharCode(...frame.subarray(at, at + 4));
  return INFO_MARKS.has(mark(tagAt)) || mark(VBRI_AT) === "VBRI";
}

const INFO_MARKS: ReadonlySet<string> = new Set(["Xing", "Info"]);
const VBRI_AT = 36;
