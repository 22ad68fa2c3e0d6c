import type { Middle } from "./compare";

/** What every part of the report is given. */
type Bench = {
  /** How often each contestant runs; the median of them counts. */
  runs: number;
};

/** A promise about speed, as it was measured. */
export type Verdict = {
  what: string;
  value: Middle;
  unit: "×" | "ms";
  limit: number;
  /** By what the bare limit shows the machine to be too slow for milliseconds, if it does. */
  doubt?: string | undefined;
};

/** One part of the report: prints its table, and tells what it says about the promises. */
export type Section = (bench: Bench) => Promise<Verdict[]>;
