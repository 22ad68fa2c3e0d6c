import { decode } from "../audio-codec/decode";
import type { Spoken } from "./protocol";

/** Silence of this length ends a stretch. */
const PAUSE_MS = 250;
const HOP_MS = 10;
/** The amplitude, relative to full scale, below which it is silence. */
const LOUD = 0.01;
/** Codecs smear edges. */
const MARGIN_MS = 60;

/** A loud stretch, in milliseconds from the beginning. */
type Stretch = { readonly startMs: number; readonly endMs: number };

/** Listens to samples as they arrive, and separates stretches of sound from silence. */
export function createListener(rate: number) {
  const hop = Math.round((rate * HOP_MS) / 1000);
  let kept = new Int16Array();
  /** The time at which `kept` begins. */
  let keptMs = 0;
  let at = 0;
  let begunMs: number | null = null;
  let loudMs = 0;
  let silentMs = 0;

  const take = (endMs: number): Spoken => {
    const stretch = { startMs: begunMs ?? 0, endMs };
    const index = (ms: number) => Math.max(0, Math.round(((ms - keptMs) * rate) / 1000));
    const from = index(stretch.startMs - MARGIN_MS);
    const samples = kept.slice(from, index(endMs + MARGIN_MS));
    const spoken = understand(samples, rate, {
      ...stretch,
      samplesMs: keptMs + (from * 1000) / rate,
    });
    begunMs = null;
    return spoken;
  };

  return {
    /** Returns the length of the current silence. */
    silentMs: () => silentMs,
    /** Takes samples. Returns the stretches that have ended. */
    feed(samples: Int16Array): Spoken[] {
      const all = new Int16Array(kept.length + samples.length);
      all.set(kept);
      all.set(samples, kept.length);
      kept = all;
      const found: Spoken[] = [];
      for (; at + hop <= kept.length; at += hop) {
        const nowMs = keptMs + (at * 1000) / rate;
        if (toLoudness(kept, at, at + hop) > LOUD) {
          begunMs ??= nowMs;
          loudMs = nowMs + HOP_MS;
          silentMs = 0;
          continue;
        }
        silentMs += HOP_MS;
        if (begunMs !== null && nowMs - loudMs >= PAUSE_MS) found.push(take(loudMs));
      }
      if (begunMs === null) {
        // Of silence only a margin is needed.
        const spare = Math.max(0, at - Math.round((rate * MARGIN_MS) / 1000));
        kept = kept.slice(spare);
        keptMs += (spare * 1000) / rate;
        at -= spare;
      }
      return found;
    },
    end: (): Spoken[] => (begunMs === null ? [] : [take(loudMs)]),
  };
}

type Heard = Stretch & { readonly samplesMs: number };

/** Returns the text in the tones, or for any other sound its length and loudness. */
function understand(samples: Int16Array, rate: number, { samplesMs, ...stretch }: Heard): Spoken {
  const bursts = decode(samples, rate);
  const isText = bursts.some(({ text }) => text !== "\uFFFD");
  const words = isText
    ? bursts.map(({ text, startMs }) => ({ text, startMs: Math.round(samplesMs + startMs) }))
    : [{ text: describe(samples, stretch), startMs: stretch.startMs }];
  return { words, ...stretch };
}

function describe(samples: Int16Array, { startMs, endMs }: Stretch): string {
  const seconds = ((endMs - startMs) / 1000).toFixed(1);
  const percent = Math.round(toLoudness(samples, 0, samples.length) * 100);
  return `（模拟识别：${seconds} 秒的声音，响度 ${percent}%）`;
}

/** Returns the mean amplitude, from 0 to 1. */
function toLoudness(samples: Int16Array, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at += 1) sum += Math.abs(samples[at] ?? 0);
  return sum / Math.max(1, to - from) / 32_768;
}
