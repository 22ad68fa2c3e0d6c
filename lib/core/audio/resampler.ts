/** The number of zero crossings on each side of the filter's centre; more make the edge steeper. */
const HALF_WIDTH = 24;
/** Relative to the lower of the two ranges, so that at its end the filter is 70 dB down. */
const CUTOFF = 0.908;
/** Kaiser's parameter for 70 dB. */
const BETA = 6.755;
/** The maximum number of filter phases between two samples; the nearest one is used. */
const MAX_PHASES = 1024;

type Samples = Int16Array<ArrayBuffer>;

/** Changes the rate of mono samples as they arrive. */
export type Resampler = {
  /** Returns the samples that can be computed so far. */
  push: (samples: Int16Array) => Samples;
  /** Returns the last samples. */
  end: () => Samples;
};

/**
 * Changes the rate of one channel with a band-limited filter (a windowed sinc). It removes
 * frequencies that the lower rate cannot represent, because they would alias. The output does not
 * depend on how the input is split, and has `ceil(length × to / from)` samples.
 */
export function createResampler(from: number, to: number): Resampler {
  if (from === to) return { push: (samples) => samples.slice(), end: () => new Int16Array() };
  const divisor = gcd(from, to);
  const [step, steps] = [from / divisor, to / divisor];
  const { rows, half } = createPhases(from, to, steps);
  const perStep = rows.length / steps;
  // Silence for the half of the filter before the first sample.
  let waiting = new Float64Array(half - 1);
  /** The position of the next output: whole samples into `waiting`, and a fraction in steps. */
  let [whole, part] = [0, 0];
  let [received, made] = [0, 0];

  const run = (samples: Int16Array, end: number): Samples => {
    const input = new Float64Array(waiting.length + samples.length);
    input.set(waiting);
    input.set(samples, waiting.length);
    const output = new Int16Array(Math.ceil(((input.length - whole) * steps) / step) + 1);
    let count = 0;
    while (whole + 2 * half <= input.length && made + count < end) {
      const row = rows[Math.floor(part * perStep)] ?? NO_ROW;
      const start = whole;
      let even = 0;
      let odd = 0;
      // Inlined, because minifiers turn a separate function into a new closure for each sample. Two
      // independent sums take half the time of one.
      for (let tap = 0; tap < row.length; tap += 2) {
        even += (input[start + tap] ?? 0) * (row[tap] ?? 0);
        odd += (input[start + tap + 1] ?? 0) * (row[tap + 1] ?? 0);
      }
      output[count] = Math.max(-32_768, Math.min(32_767, Math.round(even + odd)));
      count += 1;
      part += step;
      whole += Math.floor(part / steps);
      part %= steps;
    }
    made += count;
    // Drops samples that are no longer needed; a long step may lead beyond all that have arrived.
    const dropped = Math.min(whole, input.length);
    waiting = input.slice(dropped);
    whole -= dropped;
    return output.slice(0, count);
  };

  return {
    push(samples) {
      received += samples.length;
      return run(samples, Number.POSITIVE_INFINITY);
    },
    end: () => run(new Int16Array(2 * half + step), Math.ceil((received * to) / from)),
  };
}

/** Computes the filter for each position between two samples where an output may be. */
function createPhases(from: number, to: number, steps: number) {
  const ratio = Math.min(1, to / from) * CUTOFF;
  const half = Math.ceil(HALF_WIDTH / Math.min(1, to / from));
  const phases = Math.min(steps, MAX_PHASES);
  const rows = Array.from({ length: phases }, () => new Float64Array(2 * half));
  for (const [phase, row] of rows.entries()) {
    let sum = 0;
    for (let tap = 0; tap < row.length; tap += 1) {
      const distance = tap - (half - 1) - phase / phases;
      const value = sinc(distance * ratio) * kaiser(distance / half);
      row[tap] = value;
      sum += value;
    }
    // Every row has the same sum, or silence with a DC offset would hum.
    for (let tap = 0; tap < row.length; tap += 1) row[tap] = (row[tap] ?? 0) / sum;
  }
  return { rows, half };
}

const NO_ROW = new Float64Array(0);

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

const kaiser = (x: number): number =>
  Math.abs(x) >= 1 ? 0 : bessel(BETA * Math.sqrt(1 - x * x)) / bessel(BETA);

/** Computes the modified Bessel function of the first kind, of order 0. */
function bessel(x: number): number {
  let [sum, term] = [1, 1];
  for (let k = 1; term > sum * 1e-12; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
