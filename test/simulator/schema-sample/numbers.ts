import {
  type Decimal,
  digitsAt,
  divideDown,
  leastCommonMultiple,
  toDecimal,
  toNumber,
} from "./decimal";
import { type Keywords, numbersOf } from "./demand";

type Bounds = { minimum: number; maximum: number; isInside: (value: number) => boolean };

/** The maximum number of values to try in each direction before giving up. */
const MAX_TRIES = 2_000;

/** Makes whole numbers, starting at 1 or the smallest above it. */
export function* makeIntegers(plain: readonly Keywords[]): Generator<number> {
  yield* multiples(plain, [1, ...numbersOf(plain, "multipleOf")]);
}

/** Makes numbers that are not whole. */
export function* makeFractions(plain: readonly Keywords[]): Generator<number> {
  const steps = numbersOf(plain, "multipleOf");
  const values = steps.length > 0 ? multiples(plain, steps) : between(boundsOf(plain));
  for (const value of values) if (!Number.isInteger(value)) yield value;
}

function* multiples(plain: readonly Keywords[], steps: readonly number[]): Generator<number> {
  const { minimum, maximum, isInside } = boundsOf(plain);
  const step = commonStep(steps);
  const timesIn = (value: number): bigint => divideDown(digitsAt(value, step.places), step.digits);
  const valueAt = (times: bigint): number =>
    toNumber({ digits: times * step.digits, places: step.places });
  const start = timesIn(Math.min(Math.max(1, minimum), maximum));
  for (const direction of [1n, -1n]) {
    let times = direction === 1n ? start : start - 1n;
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const value = valueAt(times);
      if (direction === 1n ? value > maximum : value < minimum) break;
      if (isInside(value)) yield value;
      times += direction;
    }
  }
}

function* between({ minimum, maximum, isInside }: Bounds): Generator<number> {
  const from = Math.max(minimum, -Number.MAX_VALUE);
  const to = Math.min(maximum, Number.MAX_VALUE);
  const start = Math.min(Math.max(1, from), to);
  const width = Math.min(1, to / 2 - from / 2);
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    // First steps that a person would choose, then ever smaller parts of a narrow range.
    const part = width * (tries / (tries + 1));
    const all = [start + tries - 0.5, start - tries + 0.5, start + part, start - part, from + part];
    for (const value of new Set(all)) if (isInside(value)) yield value;
  }
}

function boundsOf(plain: readonly Keywords[]): Bounds {
  const above = Math.max(-Infinity, ...numbersOf(plain, "exclusiveMinimum"));
  const below = Math.min(Infinity, ...numbersOf(plain, "exclusiveMaximum"));
  const minimum = Math.max(above, ...numbersOf(plain, "minimum"));
  const maximum = Math.min(below, ...numbersOf(plain, "maximum"));
  return {
    minimum,
    maximum,
    isInside: (value) =>
      Number.isFinite(value) &&
      value >= minimum &&
      value <= maximum &&
      value > above &&
      value < below,
  };
}

/** Returns the smallest number that is a multiple of all steps. */
function commonStep(steps: readonly number[]): Decimal {
  const places = Math.max(...steps.map((step) => toDecimal(step).places));
  const digits = steps.map((step) => digitsAt(step, places)).reduce(leastCommonMultiple);
  return { places, digits };
}
