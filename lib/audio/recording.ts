import { findContainer } from "./container";
import { createCutter, type CutOptions, type Moment, type Piece } from "./cutter";
import { type DecodeMp3, measureMp3, readDecodedMp3, readMp3 } from "./mp3-recording";
import { measureWav, readWav } from "./wav-recording";

/** How the bytes of a recording's pieces are written. */
export type Encoding = "pcm" | "mp3";

/** A file that can be recognised. */
export type Recording = {
  encoding: Encoding;
  seconds: number;
  /** Samples of its pieces in a second. */
  rate: number;
  /** Its moments, read anew each time; nothing where another task may run. */
  read: () => Generator<Moment | undefined, void>;
};

/** MP3 that iFlytek does not decode: it has to be decoded before. */
export type ForeignMp3 = {
  encoding: "foreign-mp3";
  decodeBy: (decode: DecodeMp3) => Recording;
};

/** The rate at which samples are handed on. */
export const RATE = 16_000;
/** MP3 of one channel and of these rates is what iFlytek decodes by itself. */
const MP3_RATES: ReadonlySet<number> = new Set([16_000, 8000]);

/**
 * Finds out what a file is and how long it lasts, by reading all of it; yields where another task may
 * run. @throws GatewayError for a file that is no recording
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

/** Cuts a recording into pieces that fit into a session; yields nothing where another task may run. */
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
