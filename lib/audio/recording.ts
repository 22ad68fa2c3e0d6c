import { findContainer } from "./container";
import { createCutter, type CutOptions, type Moment, type Piece } from "./cutter";
import { type DecodeMp3, measureMp3, readDecodedMp3, readMp3 } from "./mp3-recording";
import { measureWav, readWav } from "./wav-recording";

/** The encoding of the bytes in a recording's pieces. */
export type Encoding = "pcm" | "mp3";

/** A file that can be recognised. */
export type Recording = {
  encoding: Encoding;
  seconds: number;
  /** The sample rate of its pieces in Hz. */
  rate: number;
  /**
   * Reads its moments, from the beginning each time. Yields undefined where another task may run.
   */
  read: () => Generator<Moment | undefined, void>;
};

/** MP3 that iFlytek cannot decode, so it has to be decoded here first. */
export type ForeignMp3 = {
  encoding: "foreign-mp3";
  decodeBy: (decode: DecodeMp3) => Recording;
};

/** The sample rate of decoded audio in Hz. */
export const RATE = 16_000;
/** iFlytek decodes mono MP3 at these rates itself. */
const MP3_RATES: ReadonlySet<number> = new Set([16_000, 8000]);

/**
 * Detects the format and the duration of a file by reading all of it. Yields where another task may
 * run.
 * @throws GatewayError for a file that is not a recording
 */
export function* openRecording(
  blocks: readonly Uint8Array[],
): Generator<undefined, Recording | ForeignMp3> {
  switch (findContainer(blocks[0] ?? new Uint8Array())) {
    case "wav": {
      const seconds = yield* measureWav(blocks);
      return { encoding: "pcm", seconds, rate: RATE, read: () => readWav(blocks, RATE) };
    }
    case "mp3": {
      const { seconds, rate, channels } = yield* measureMp3(blocks);
      if (channels > 1 || !MP3_RATES.has(rate)) {
        return {
          encoding: "foreign-mp3",
          decodeBy: (decode) => ({
            encoding: "pcm",
            seconds,
            rate: RATE,
            read: () => readDecodedMp3(blocks, decode, { from: rate, to: RATE }),
          }),
        };
      }
      return { encoding: "mp3", seconds, rate, read: () => readMp3(blocks) };
    }
  }
}

/**
 * Cuts a recording into pieces that fit into a session. Yields undefined where another task may
 * run.
 */
export function* cutRecording(
  { read }: Recording,
  options: CutOptions,
): Generator<Piece | undefined, void> {
  const cutter = createCutter(options);
  for (const moment of read()) {
    if (moment) {
      const piece = cutter.add(moment);
      if (piece) yield piece;
    } else {
      yield undefined;
    }
  }
  const last = cutter.end();
  if (last) yield last;
}
