import { once } from "node:events";

import type { Field, Name } from "./contestants";
import type { Job, Load } from "./load";

/** What one run of one contestant came to. `direct` has no process of its own, and costs nothing. */
export type Run = Load & { cpuMs: number };
export type Runs = Record<Name | "direct", Run[]>;

export type Scene = Omit<Job, "url"> & {
  runs: number;
  /** Who takes part; by default the bare limit and the gateway. */
  names?: readonly (Name | "direct")[];
  /**
   * Each run comes right after the same load, which is not counted: for runs of seconds. While the
   * others have their turns the engine takes an idle process's young generation away, and whoever
   * leaves much behind pays for it when it is asked again; a server at work does not.
   */
  isSustained?: boolean;
};

/**
 * The same load on each contestant in turn, over and over, so that whatever else the machine does
 * meets them alike. What warms them up, a first round or a run before each, is not counted.
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

/** One run, and what it cost whoever was asked. */
async function measure(field: Field, name: Name | "direct", job: Omit<Job, "url">): Promise<Run> {
  const contestant = field.contestants.find((one) => one.name === name);
  if (!contestant) return { ...(await drive(field, { ...job, url: field.directUrl })), cpuMs: 0 };
  const { url, cost } = contestant;
  const before = await cost();
  const load = await drive(field, { ...job, url });
  const after = await cost();
  return { ...load, cpuMs: after.cpuMs - before.cpuMs };
}

/** Has the callers do a job, and waits until it is done. */
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

/** The middle of several runs, and how far apart they were. */
export type Middle = { median: number; min: number; max: number };

export function toMiddle(values: readonly number[]): Middle {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (place: number): number => sorted[place] ?? NaN;
  const half = (sorted.length - 1) / 2;
  const median = (at(Math.floor(half)) + at(Math.ceil(half))) / 2;
  return { median, min: at(0), max: at(sorted.length - 1) };
}

/** Each run of one against the run beside it of the other: what disturbed both falls out. */
export function toRatio(
  runs: readonly Run[],
  others: readonly Run[],
  read: (run: Run) => number,
): Middle {
  return toMiddle(runs.map((run, at) => read(run) / read(others[at] ?? run)));
}

/** How much more one has than the other, run by run. */
export function toExcess(
  runs: readonly Run[],
  others: readonly Run[],
  read: (run: Run) => number,
): Middle {
  return toMiddle(runs.map((run, at) => read(run) - read(others[at] ?? run)));
}
