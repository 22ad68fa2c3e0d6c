import type { Moment } from "./cutter";

/** The length of a moment. */
const MOMENT_SECONDS = 0.02;
/** One sample in four is enough to tell silence from sound. */
const STRIDE = 4;

type Samples = Int16Array<ArrayBuffer>;

/** Groups samples into moments of one length; the last may be shorter. */
export function createMoments(rate: number) {
  const length = Math.round(MOMENT_SECONDS * rate);
  let rest: Samples = new Int16Array();
  return {
    *add(samples: Samples): Generator<Moment, void> {
      const missing = rest.length === 0 ? 0 : length - rest.length;
      if (samples.length < missing) {
        rest = join(rest, samples);
        return;
      }
      if (missing > 0) yield toMoment(join(rest, samples.subarray(0, missing)), rate);
      // Whole moments are views: a copy of each block cost as much as sending it.
      let at = missing;
      for (; at + length <= samples.length; at += length) {
        yield toMoment(samples.subarray(at, at + length), rate);
      }
      rest = samples.slice(at);
    },
    *end(): Generator<Moment, void> {
      if (rest.length > 0) yield toMoment(rest, rate);
    },
  };
}

function join(first: Samples, second: Samples): Samples {
  const all = new Int16Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

function toMoment(samples: Samples, rate: number): Moment {
  let sum = 0;
  for (let at = 0; at < samples.length; at += STRIDE) sum += Math.abs(samples[at] ?? 0);
  return {
    bytes: new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength),
    seconds: samples.length / rate,
    loudness: (sum * STRIDE) / samples.length,
  };
}
