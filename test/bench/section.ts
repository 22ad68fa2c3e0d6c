import type { Middle } from "./compare";

/** Options for every section. */
type Bench = {
  /** How often each contestant runs; the median counts. */
  runs: number;
};

/** The measured result of a promise about speed. */
export type Verdict = {
  what: string;
  value: Middle;
  unit: "×" | "ms";
  limit: number;
  /** Why the machine is too slow to judge milliseconds, according to the bare limit, if it is. */
  doubt?: string | undefined;
};

/** One section of the report: prints its table and returns its verdicts on the promises. */
export type Section = (bench: Bench) => Promise<Verdict[]>;
