/** A finite number as `digits × 10^-places`, exactly as written. */
export type Decimal = { digits: bigint; places: number };

export function toDecimal(value: number): Decimal {
  const [mantissa = "0", exponent = "0"] = String(value).split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  const places = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return places >= 0 ? { digits, places } : { digits: digits * 10n ** BigInt(-places), places: 0 };
}

export function toNumber({ digits, places }: Decimal): number {
  return Number(`${digits}e-${places}`);
}

/** Returns a number's digits with the given number of places, rounded down. */
export function digitsAt(value: number, places: number): bigint {
  const decimal = toDecimal(value);
  if (decimal.places <= places) return decimal.digits * 10n ** BigInt(places - decimal.places);
  return divideDown(decimal.digits, 10n ** BigInt(decimal.places - places));
}

export function divideDown(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}

export function leastCommonMultiple(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}
