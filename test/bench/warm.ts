import { compare, createRuns, drive, type Runs, type Scene } from "./compare";
import { type Field, NAMES, startField } from "./contestants";
import { toBody } from "./question";

/**
 * Frames that come alone, frames that come together, and many requests: what the engine compiles only
 * once it has run often, and a young generation that has grown to what it needs.
 */
const JOBS = [
  { body: toBody(40, 5), callers: 64, answers: 3000, spreadMs: 500 },
  { body: toBody(200, 0), callers: 16, answers: 2000, spreadMs: 0 },
];

/**
 * A field whose contestants have been at work for a while, as a server has. After a sixth of it a frame
 * of 256 paced streams still costs the larger program a quarter more than three runs later, and the
 * smaller one the same.
 */
export async function startWarmField(settings: Record<string, string> = {}): Promise<Field> {
  const field = await startField(settings);
  for (const { url } of field.contestants) {
    for (const job of JOBS) await drive(field, { ...job, url });
  }
  return field;
}

/** A process may be a tenth dearer than another of the same program, for as long as it lives. */
const RUNS_IN_A_FIELD = 3;

/** The scenes one after the other, in several warm fields that share the runs, rounded up. */
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
