import {
  HIGH_TONES,
  LOW_TONES,
  MAX_BURST_BYTES,
  SYMBOL_SECONDS,
  SYNC_HZ,
  toChecksum,
} from "./tones";

export type Voice = {
  /** Samples per second: 8000, 16000 or 24000. */
  readonly rate: number;
  /** The speaking speed: at 2 the pauses are half as long as at 1. */
  readonly speed?: number;
  /** From 0 up to 1. */
  readonly volume?: number;
};

/** A few spoken characters, with the silence after them. */
export type Burst = { readonly text: string; readonly samples: Int16Array };

const LEAD_SECONDS = 0.06;
const PAUSE_SECONDS = 0.08;
/** Long enough for a cut. */
const SENTENCE_PAUSE_SECONDS = 0.4;
const SENTENCE_END = /[。！？!?.;；\n]\s*$/u;
const AMPLITUDE = 0.3;
const RAMP_SECONDS = 0.002;

/** Speaks a text piece by piece. {@link decode} reads it back from the samples. */
export function* speak(text: string, voice: Voice): Generator<Burst, void, undefined> {
  const { rate, speed = 1 } = voice;
  let lead = LEAD_SECONDS;
  for (const part of split(text)) {
    const pause = SENTENCE_END.test(part) ? SENTENCE_PAUSE_SECONDS : PAUSE_SECONDS;
    const tones = toTones(Buffer.from(part), voice);
    const samples = new Int16Array(tones.length + toCount(lead + pause / speed, rate));
    samples.set(tones, toCount(lead, rate));
    lead = 0;
    yield { text: part, samples };
  }
}

/** Speaks the whole text in one piece of PCM. */
export function encode(text: string, voice: Voice): Int16Array {
  const parts = [...speak(text, voice)].map(({ samples }) => samples);
  const whole = new Int16Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Splits a text into whole characters, as many as fit into a burst. A sentence ends its burst. */
function* split(text: string): Generator<string, void, undefined> {
  let part = "";
  for (const character of text.toWellFormed()) {
    if (Buffer.byteLength(part + character) > MAX_BURST_BYTES) {
      yield part;
      part = "";
    }
    part += character;
    if (SENTENCE_END.test(part)) {
      yield part;
      part = "";
    }
  }
  if (part !== "") yield part;
}

function toTones(bytes: Uint8Array, { rate, volume = 1 }: Voice): Int16Array {
  const symbols = [...[bytes.length, ...bytes, toChecksum(bytes)].map(toPair), null];
  const length = toCount(SYMBOL_SECONDS, rate);
  const samples = new Int16Array(symbols.length * length);
  let low = 0;
  let high = 0;
  for (let at = 0; at < samples.length; at += 1) {
    // The sync symbol comes first, as if it had index -1.
    const pair = symbols[Math.floor(at / length) - 1];
    low += (2 * Math.PI * (pair ? pair[0] : SYNC_HZ)) / rate;
    high += pair ? (2 * Math.PI * pair[1]) / rate : 0;
    const wave = Math.sin(low) + (pair ? Math.sin(high) : 0);
    samples[at] = Math.round(wave * AMPLITUDE * volume * 32_767 * toRamp(at, samples.length, rate));
  }
  return samples;
}

const toPair = (byte: number): readonly [low: number, high: number] => [
  LOW_TONES[byte >> 4] ?? 0,
  HIGH_TONES[byte & 15] ?? 0,
];

/** Fades a burst in and out, so that it does not click. */
function toRamp(at: number, length: number, rate: number): number {
  return Math.min(1, (Math.min(at, length - 1 - at) + 1) / (RAMP_SECONDS * rate));
}

const toCount = (seconds: number, rate: number): number => Math.round(seconds * rate);
