import type { SpeechFormat } from "../speech-request";
import { createJoiner } from "./join";
import { createMp3Joiner } from "./mp3-join";
import { createResampler } from "./resampler";
import { createSampleReader, toBytes } from "./samples";
import { toWavHeader } from "./wav-header";

/** Converts the audio of a voice to the bytes of an answer. The results may be empty. */
export type AudioOutput = {
  push: (audio: Buffer<ArrayBuffer>) => Bytes;
  /** Ends one part of the text; another part follows. */
  next: () => Bytes;
  /** Ends the last part. */
  end: () => Bytes;
};

type Bytes = Uint8Array<ArrayBuffer>;

type OutputOptions = {
  format: SpeechFormat;
  /** The sample rates of the input and the output; equal for MP3. */
  from: number;
  to: number;
  /** True if the audio comes in several parts, which have to be joined. */
  hasParts: boolean;
};

const FADE_SECONDS = 0.003;
const NONE = Buffer.alloc(0);

export function createAudioOutput(options: OutputOptions): AudioOutput {
  const { format, from, to, hasParts } = options;
  switch (format) {
    case "mp3":
      return hasParts ? joinMp3() : AS_IT_IS;
    case "pcm":
      return hasParts || from !== to ? joinSamples(options) : AS_IT_IS;
    case "wav":
      return withHead(toWavHeader(to), joinSamples(options));
  }
}

const AS_IT_IS: AudioOutput = {
  push: (audio) => audio,
  next: () => NONE,
  end: () => NONE,
};

function joinMp3(): AudioOutput {
  const joiner = createMp3Joiner();
  return { push: joiner.push, next: joiner.next, end: joiner.next };
}

function joinSamples({ from, to }: OutputOptions): AudioOutput {
  const reader = createSampleReader();
  const joiner = createJoiner(Math.round(FADE_SECONDS * from));
  const resampler = from === to ? null : createResampler(from, to);
  const write = (samples: Int16Array): Bytes =>
    toBytes(resampler ? resampler.push(samples) : samples);
  return {
    push: (audio) => write(joiner.push(reader.push(audio))),
    next() {
      reader.end();
      return write(joiner.next());
    },
    end() {
      const last = write(joiner.end());
      return resampler ? Buffer.concat([last, toBytes(resampler.end())]) : last;
    },
  };
}

/** Sends a header before the first piece, even if no piece follows. */
function withHead(head: Bytes, { push, next, end }: AudioOutput): AudioOutput {
  let left: readonly Bytes[] = [head];
  const lead = (bytes: Bytes): Bytes => {
    const whole = left.length > 0 ? Buffer.concat([...left, bytes]) : bytes;
    left = [];
    return whole;
  };
  return { push: (audio) => lead(push(audio)), next: () => lead(next()), end: () => lead(end()) };
}
