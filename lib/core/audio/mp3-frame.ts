/** The fields of an MPEG audio frame's header (ISO/IEC 11172-3, 13818-3) that are needed here. */
export type Mp3Frame = {
  /** In bytes, including the header. */
  length: number;
  rate: number;
  samples: number;
  /** The offset at which a Xing or Info tag would be. */
  tagAt: number;
};

export const MP3_HEADER_BYTES = 4;

const VERSION_1_KBPS = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const VERSION_2_KBPS = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const VERSION_1_HZ = [44_100, 48_000, 32_000];
/** By the two version bits of the header: version 2.5, reserved, 2, 1. */
const RATE_DIVISORS = [4, 0, 2, 1];

/** Reads the layer III frame whose header is at an offset; undefined if there is none. */
export function readMp3Frame(bytes: Uint8Array, at: number): Mp3Frame | undefined {
  const [sync = 0, kind = 0, shape = 0, mode = 0] = bytes.subarray(at, at + MP3_HEADER_BYTES);
  const isLayer3 = sync === 0xff && kind >> 5 === 7 && ((kind >> 1) & 3) === 1;
  const version = (kind >> 3) & 3;
  return isLayer3 ? readShape(shape, { version, isMono: mode >> 6 === 3 }) : undefined;
}

type Kind = { version: number; isMono: boolean };

function readShape(shape: number, { version, isMono }: Kind): Mp3Frame | undefined {
  const divisor = RATE_DIVISORS[version] ?? 0;
  const base = VERSION_1_HZ[(shape >> 2) & 3];
  const isVersion1 = version === 3;
  const kbps = (isVersion1 ? VERSION_1_KBPS : VERSION_2_KBPS)[shape >> 4];
  if (divisor === 0 || base === undefined || !kbps) return undefined;
  const rate = base / divisor;
  const padding = (shape >> 1) & 1;
  const samples = isVersion1 ? 1152 : 576;
  const length = Math.floor(((samples / 8) * kbps * 1000) / rate) + padding;
  return { length, rate, samples, tagAt: MP3_HEADER_BYTES + toSideBytes(isVersion1, isMono) };
}

function toSideBytes(isVersion1: boolean, isMono: boolean): number {
  if (isVersion1) return isMono ? 17 : 32;
  return isMono ? 9 : 17;
}
