import { openMp3Encoder } from "../audio-codec/mp3";
import { speak } from "../audio-codec/encode";
import type { AudioPiece, Speech } from "./speech";

/** The length of the audio in one frame. */
const PIECE_SECONDS = 1;

/** Yields the audio of a text in pieces, which are encoded on demand. */
export async function* toPieces(speech: Speech): AsyncGenerator<AudioPiece, void, undefined> {
  const { text, rate, isWhole, encoding } = speech;
  const encoder = encoding === "raw" ? RAW : await openMp3Encoder(rate);
  const total = Buffer.byteLength(text);
  let done = 0;
  let audio: Buffer[] = [];
  let samples = 0;
  for (const burst of speak(text, {
    rate,
    speed: toFactor(speech.speed),
    volume: speech.volume / 100,
  })) {
    audio.push(encoder.encode(burst.samples));
    done += Buffer.byteLength(burst.text);
    samples += burst.samples.length;
    if (isWhole || samples < PIECE_SECONDS * rate || done === total) continue;
    yield { audio: Buffer.concat(audio), done, isLast: false };
    audio = [];
    samples = 0;
  }
  yield { audio: Buffer.concat([...audio, encoder.end()]), done: total, isLast: true };
}

const RAW = {
  encode: (samples: Int16Array): Buffer =>
    Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength),
  end: () => Buffer.alloc(0),
};

/** 0 is half as fast, 100 is twice as fast. */
const toFactor = (speed: number): number => 2 ** ((speed - 50) / 50);
