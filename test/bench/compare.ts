import { once } from "node:events";

import type { Field, Name } from "./contestants";
import type { Job, Load } from "./load";

/** The result of one run of one contestant. `direct` has no process and costs nothing. */
export type Run = Load & { cpuMs: number };
export type Runs = Record<Name | "direct", Run[]>;

export type Scene = Omit<Job, "url"> & {
  runs: number;
  /** The contestants; by default the bare limit and the gateway. */
  names?: readonly (Name | "direct")[];
  /**
   * Precedes each run with the same load, which is not counted; for runs of several seconds. While
   * the others take their turns, V8 shrinks an idle process's young generation. A contestant that
   * produces much garbage would pay for that when its turn comes, unlike a server under load.
   */
  isSustained?: boolean;
};

/**
 * Runs the same load on each contestant in turn, repeatedly, so that other work on the machine
 * affects them equally. The warm-up, a first round or a run before each, is not counted.
 */
export async function compare(field: Field, scene: Scene): Promise<Runs> {
  const { runs, names = ["bare", "gateway"], isSustained = false, ...job } = scene;
  const results = createRuns();
  for (let at = isSustained ? 1 : 0; at <= runs; at += 1) {
    for (const name of names) {
      if (isSustained) await measure(field, name, job);
      const run = await measure(field, name, job);
      if (at > 0) results[name].push(run);
    }
  }
  return results;
}

export const createRuns = (): Runs => ({ bare: [], "bare joined": [], gateway: [], direct: [] });

/** Measures one run and its cost for the contestant. */
async function measure(field: Field, name: Name | "direct", job: Omit<Job, "url">): Promise<Run> {
  const contestant = field.contestants.find((one) => one.name === name);
  if (!contestant) return { ...(await drive(field, { ...job, url: field.directUrl })), cpuMs: 0 };
  const { url, cost } = contestant;
  const before = await cost();
  const load = await drive(field, { ...job, url });
  const after = await cost();
  return { ...load, cpuMs: after.cpuMs - before.cpuMs };
}

/** Runs a job with the load generator and waits for its result. */
export async function drive({ load }: Pick<Field, "load">, job: Job): Promise<Load> {
  load.child.send(job);
  const [result]: Load[] = await once(load.child, "message");
  if (!result) throw new Error("The callers have gone.");
  if (result.failures > 0) {
    throw new Error(`${result.failures} of ${job.answers} answers of ${job.url} came to no end.`);
  }
  if (result.repeats > 0) console.log(`(${result.repeats} questions had to be asked again)`);
  return result;
}

/** The median of several runs, and their spread. */
export type Middle = { median: number; min: number; max: number };

export function toMiddle(values: readonly number[]): Middle {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (place: number): number => sorted[place] ?? NaN;
  const half = (sorted.length - 1) / 2;
  const median = (at(Math.floor(half)) + at(Math.ceil(half))) / 2;
  return { median, min: at(0), max: at(sorted.length - 1) };
}

/** Compares each run with the adjacent run of the other, so that shared disturbances cancel out. */
export function toRatio(
  runs: readonly Run[],
  others: readonly Run[],
  read: (run: Run) => number,
): Middle {
  return toMiddle(runs.map((run, at) => read(run) / read(others[at] ?? run)));
}

/** Returns how much more one has than the other, run by run. */
export function toExcess(
  runs: readonly Run[],
  others: readonly Run[],
  read: (run: Run) => number,
): Middle {
  return toMiddle(runs.map((run, at) => read(run) - read(others[at] ?? run)));
}
