import { compare, createRuns, drive, type Runs, type Scene } from "./compare";
import { type Field, NAMES, startField } from "./contestants";
import { toBody } from "./question";

/**
 * Single frames, frames that arrive together, and many requests. V8 compiles some code only after
 * many runs, and the young generation grows to the size it needs.
 */
const JOBS = [
  { body: toBody(40, 5), callers: 64, answers: 3000, spreadMs: 500 },
  { body: toBody(200, 0), callers: 16, answers: 2000, spreadMs: 0 },
];

/**
 * Starts a field whose contestants have been working for a while, like a server in use. After a
 * sixth of this warm-up, a frame of 256 paced streams still costs the larger program a quarter more
 * than three runs later, and the smaller one the same.
 */
export async function startWarmField(settings: Record<string, string> = {}): Promise<Field> {
  const field = await startField(settings);
  for (const { url } of field.contestants) {
    for (const job of JOBS) await drive(field, { ...job, url });
  }
  return field;
}

/** One process may cost a tenth more than another of the same program for its whole lifetime. */
const RUNS_IN_A_FIELD = 3;

/** Runs the scenes one after another in several warm fields, which share the runs, rounded up. */
export async function compareInFields(
  scenes: readonly Scene[],
): Promise<{ scene: Scene; results: Runs }[]> {
  const all = scenes.map((scene) => ({ scene, results: createRuns() }));
  const fields = Math.ceil(Math.max(...scenes.map(({ runs }) => runs)) / RUNS_IN_A_FIELD);
  for (let turn = 0; turn < fields; turn += 1) {
    await using field = await startWarmField();
    for (const { scene, results } of all) {
      const more = await compare(field, { ...scene, runs: Math.ceil(scene.runs / fields) });
      for (const name of [...NAMES, "direct"] as const) results[name].push(...more[name]);
    }
  }
  return all;
}
