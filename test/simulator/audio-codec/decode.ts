import {
  HIGH_TONES,
  LOW_TONES,
  MAX_BURST_BYTES,
  SYMBOL_SECONDS,
  SYNC_HZ,
  toChecksum,
} from "./tones";

/** The text of one burst, with its times. */
export type Heard = { readonly text: string; readonly startMs: number; readonly endMs: number };

const HOP_SECONDS = 0.004;
/** The middle of a symbol, because codecs smear its edges. */
const WINDOW_SECONDS = 0.024;
/** The power, relative to full scale, above which it is not silent. */
const LOUD = 0.0004;
/** How far around its first loud moment a burst may begin, because MP3 echoes before and after. */
const SEARCH_SECONDS = 0.024;
const DAMAGED = "\uFFFD";

/**
 * Decodes what {@link encode} wrote into the samples. Damaged bursts become U+FFFD, and silence is
 * skipped.
 */
export function decode(samples: Int16Array, rate: number): Heard[] {
  const heard: Heard[] = [];
  const hop = Math.round(HOP_SECONDS * rate);
  let at = 0;
  while (at + hop <= samples.length) {
    if (!isLoud(samples, at, hop)) {
      at += hop;
      continue;
    }
    const burst = readBurst(samples, at, rate);
    heard.push({
      text: burst.text,
      startMs: Math.round((1000 * burst.start) / rate),
      endMs: Math.round((1000 * burst.end) / rate),
    });
    at = skipLoud(samples, burst.end, hop);
  }
  return heard;
}

export const decodeText = (samples: Int16Array, rate: number): string =>
  decode(samples, rate)
    .map(({ text }) => text)
    .join("");

/** Skips the echo that may follow a burst. */
function skipLoud(samples: Int16Array, from: number, hop: number): number {
  let at = from;
  while (at + hop <= samples.length && isLoud(samples, at, hop)) at += hop;
  return at;
}

type Read = { readonly text: string; readonly start: number; readonly end: number };

function readBurst(samples: Int16Array, loud: number, rate: number): Read {
  const symbol = SYMBOL_SECONDS * rate;
  const start = findStart(samples, loud, rate);
  const readByte = (index: number): number | null =>
    readSymbol(samples, Math.round(start + (index + 1) * symbol), rate);
  const length = readByte(0);
  const lost = { text: DAMAGED, start, end: start + Math.round(symbol) };
  if (!hasSync(samples, start, rate)) return lost;
  if (length === null || length < 1 || length > MAX_BURST_BYTES) return lost;
  const bytes = Array.from({ length: length + 1 }, (_, index) => readByte(index + 1));
  const end = Math.round(start + (length + 3) * symbol);
  const text = bytes.slice(0, length).map((byte) => byte ?? 0);
  const isWhole = !bytes.includes(null) && bytes[length] === toChecksum(text);
  return { text: isWhole ? Buffer.from(text).toString() : DAMAGED, start, end };
}

/** Finds the offset at which the leading sync tone fits one symbol best. */
function findStart(samples: Int16Array, loud: number, rate: number): number {
  const symbol = Math.round(SYMBOL_SECONDS * rate);
  const reach = Math.round(SEARCH_SECONDS * rate);
  const step = Math.max(1, Math.round(rate / 1000));
  let best = { at: loud, power: -1 };
  for (let at = Math.max(0, loud - reach); at <= loud + reach; at += step) {
    const power = toPower(samples, { at, length: symbol, rate }, SYNC_HZ);
    if (power > best.power) best = { at, power };
  }
  return best.at;
}

function hasSync(samples: Int16Array, start: number, rate: number): boolean {
  const window = toWindow(start, rate);
  const sync = toPower(samples, window, SYNC_HZ);
  return [...LOW_TONES, ...HIGH_TONES].every((hz) => toPower(samples, window, hz) < sync);
}

function readSymbol(samples: Int16Array, start: number, rate: number): number | null {
  const window = toWindow(start, rate);
  if (window.at + window.length > samples.length) return null;
  const loudest = (tones: readonly number[]): number => {
    const powers = tones.map((hz) => toPower(samples, window, hz));
    return powers.indexOf(Math.max(...powers));
  };
  return (loudest(LOW_TONES) << 4) | loudest(HIGH_TONES);
}

type Window = { readonly at: number; readonly length: number; readonly rate: number };

const toWindow = (start: number, rate: number): Window => ({
  at: Math.round(start + ((SYMBOL_SECONDS - WINDOW_SECONDS) / 2) * rate),
  length: Math.round(WINDOW_SECONDS * rate),
  rate,
});

/** Measures the power of one frequency with Goertzel's algorithm. */
function toPower(samples: Int16Array, { at, length, rate }: Window, hz: number): number {
  const twice = 2 * Math.cos((2 * Math.PI * hz) / rate);
  let last = 0;
  let before = 0;
  for (let index = at; index < at + length; index += 1) {
    const next = (samples[index] ?? 0) + twice * last - before;
    before = last;
    last = next;
  }
  return last * last + before * before - twice * last * before;
}

function isLoud(samples: Int16Array, at: number, length: number): boolean {
  let sum = 0;
  for (let index = at; index < at + length; index += 1)
    sum += ((samples[index] ?? 0) / 32_768) ** 2;
  return sum / length > LOUD;
}
