/** Changes the rate of mono samples while they come. */
export type Resampler = {
  /** The samples that these make possible; in whatever pieces they come, the whole is the same. */
  push: (samples: Int16Array) => Int16Array;
  /** The rest: `ceil(n * to / from)` samples in all. */
  end: () => Int16Array;
};

/** Zero crossings of the filter on each side: more make it steeper, and cost as much more. */
const LOBES = 12;
/** Where the filter begins to fall, of the lower rate's half. */
const ROLL_OFF = 0.92;
/** Kaiser's: 80 dB between what passes and what does not. */
const BETA = 8;

/**
 * A polyphase windowed-sinc filter. Its delay is taken out again: the first sample that leaves is of the
 * same moment as the first that came.
 */
export function createResampler(from: number, to: number): Resampler {
  const divisor = toGreatestDivisor(from, to);
  const up = to / divisor;
  const down = from / divisor;
  const reach = Math.ceil(LOBES * Math.max(1, down / up));
  const phases = Array.from({ length: up }, (_, phase) => toPhase(phase / up, reach, up / down));
  // What was heard and is still needed; before the first sample there was silence.
  let held = new Float32Array(reach - 1);
  /** Of the next output, the input's index in `held`, where the filter's middle stands, and its phase. */
  let at = reach - 1;
  let phase = 0;
  let received = 0;
  let written = 0;

  const take = (count: number): Int16Array => {
    const output = new Int16Array(count);
    for (let index = 0; index < count; index += 1) {
      output[index] = toSample(convolve(held, at - reach + 1, phases[phase]));
      phase += down;
      at += Math.floor(phase / up);
      phase %= up;
    }
    written += count;
    const done = at - reach + 1;
    held = held.slice(done);
    at -= done;
    return output;
  };
  const feed = (samples: Int16Array): void => {
    const longer = new Float32Array(held.length + samples.length);
    longer.set(held);
    longer.set(samples, held.length);
    held = longer;
  };
  /** How many outputs have all of their input. */
  const ready = (): number => {
    const last = held.length - reach - 1;
    return last < at ? 0 : Math.ceil(((last - at + 1) * up - phase) / down);
  };

  return {
    push(samples) {
      received += samples.length;
      feed(samples);
      return take(ready());
    },
    end() {
      feed(new Int16Array(reach + 1));
      return take(Math.ceil((received * up) / down) - written);
    },
  };
}

/** The filter's taps for outputs that stand so far behind an input, from the oldest input on. */
function toPhase(offset: number, reach: number, ratio: number): Float32Array {
  const cutoff = Math.min(1, ratio) * ROLL_OFF;
  const taps = Float32Array.from({ length: 2 * reach }, (_, index) => {
    const distance = index - (reach - 1) - offset;
    return cutoff * toSinc(cutoff * distance) * toKaiser(distance / reach);
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
}

function convolve(input: Float32Array, from: number, taps: Float32Array | undefined): number {
  if (!taps) return 0;
  let sum = 0;
  for (let index = 0; index < taps.length; index += 1) {
    sum += (input[from + index] ?? 0) * (taps[index] ?? 0);
  }
  return sum;
}

const toSample = (value: number): number => Math.max(-32_768, Math.min(32_767, Math.round(value)));

const toSinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

function toKaiser(x: number): number {
  return Math.abs(x) >= 1 ? 0 : toBessel(BETA * Math.sqrt(1 - x * x)) / toBessel(BETA);
}

/** The modified Bessel function of order zero, by its series. */
function toBessel(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * 1e-9; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

const toGreatestDivisor = (a: number, b: number): number =>
  b === 0 ? a : toGreatestDivisor(b, a % b);
