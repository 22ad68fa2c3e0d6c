import { type Middle, toMiddle } from "./compare";
import type { Verdict } from "./section";

/** Formats a number for quick reading. */
export function toText(value: number): string {
  if (Number.isNaN(value)) return "–";
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** Formats the median with the minimum and maximum. */
export function toRange({ median, min, max }: Middle): string {
  return `${toText(median)} (${toText(min)}–${toText(max)})`;
}

export function toRangeOf(values: readonly number[]): string {
  return toRange(toMiddle(values));
}

/**
 * Judges a promise. A slow machine can show that a promise in milliseconds is kept, but not that it
 * is broken.
 */
export function toJudgement({ value, limit, doubt }: Verdict): string {
  if (value.median <= limit) return "kept";
  return doubt ? `not to be told: ${doubt}` : "NOT KEPT";
}

/** Prints an aligned table for the terminal. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((name, at) =>
    Math.max(name.length, ...rows.map((row) => (row[at] ?? "").length)),
  );
  const toLine = (row: readonly string[]): string =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd();
  console.log([toLine(head), ...rows.map(toLine), ""].join("\n"));
}
