/** One frame of MPEG layer III, as far as its head says. */
export type Mp3Head = {
  bytes: number;
  /** Of each channel. */
  samples: number;
  rate: number;
  channels: 1 | 2;
  /** Where the side information begins. */
  sideAt: number;
  isMpeg1: boolean;
};

export const HEAD_BYTES = 4;
/** 320 kbit/s at 32 kHz, or 160 at 8 kHz, and a byte of padding. */
export const MAX_FRAME_BYTES = 1441;

const MPEG1_KBITS = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const MPEG2_KBITS = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const RATES = [44_100, 48_000, 32_000];
/** MPEG 2.5, none, MPEG 2, MPEG 1: by how much the rate is divided. */
const DIVISORS = [4, 0, 2, 1];

/** Reads the four bytes at the head of a frame; undefined where there is no frame of layer III. */
export function readMp3Head(bytes: Uint8Array, at: number): Mp3Head | undefined {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes.subarray(at, at + HEAD_BYTES);
  const isLayer3 = first === 0xff && (second & 0xe6) === 0xe2;
  const divisor = DIVISORS[(second >> 3) & 3] ?? 0;
  const base = RATES[(third >> 2) & 3];
  if (!isLayer3 || divisor === 0 || base === undefined) return undefined;
  const isMpeg1 = divisor === 1;
  // Index 0 is a rate that is free, and 15 is forbidden.
  const kbits = (isMpeg1 ? MPEG1_KBITS : MPEG2_KBITS)[(third >> 4) - 1];
  if (kbits === undefined) return undefined;
  const rate = base / divisor;
  const samples = isMpeg1 ? 1152 : 576;
  return {
    bytes: Math.floor((samples * kbits * 125) / rate) + ((third >> 1) & 1),
    samples,
    rate,
    channels: fourth >> 6 === 3 ? 1 : 2,
    sideAt: HEAD_BYTES + ((second & 1) === 0 ? 2 : 0),
    isMpeg1,
  };
}

/** Bits of the side information before the first granule: by version and channels. */
const LEADING_BITS = { mpeg1: { 1: 18, 2: 20 }, mpeg2: { 1: 9, 2: 10 } } as const;
const GRANULE_BITS = { mpeg1: 59, mpeg2: 63 } as const;
/** Within a granule: how many bits its sound has, and how loud it is. */
const [LENGTH_BITS, GAIN_AT, GAIN_BITS] = [12, 21, 8];

/** How loud a frame is at most, from 0 to 255, without decoding it: a step is a quarter of 6 dB. */
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

/** Encoders write a first frame of figures, which is no sound; its mark stands after the side information. */
export function isInfoFrame(frame: Uint8Array, { channels, isMpeg1 }: Mp3Head): boolean {
  const mono = channels === 1;
  const sideBytes = isMpeg1 ? (mono ? 17 : 32) : mono ? 9 : 17;
  const mark = (at: number): string => String.fromCharCode(...frame.subarray(at, at + 4));
  return INFO_MARKS.has(mark(HEAD_BYTES + sideBytes)) || mark(VBRI_AT) === "VBRI";
}

const INFO_MARKS: ReadonlySet<string> = new Set(["Xing", "Info"]);
const VBRI_AT = 36;
