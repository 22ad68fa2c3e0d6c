import { compare, drive, type Runs, type Scene } from "./compare";
import { type Field, startField } from "./contestants";
import { toBody } from "./question";

/** Frames that come alone, and many requests: what the engine compiles only once it has run often. */
const JOB = { body: toBody(40, 5), callers: 64, answers: 512, spreadMs: 500 };

/**
 * A field whose contestants have been at work for a while, as a server has. Without it the first
 * frames of the larger program run uncompiled, and cost a tenth more over the bare limit.
 */
export async function startWarmField(settings: Record<string, string> = {}): Promise<Field> {
  const field = await startField(settings);
  for (const { url } of field.contestants) await drive(field, { ...JOB, url });
  return field;
}

/**
 * Several scenes, each run on processes of its own. Where a large program's code comes to lie in
 * memory is luck, and stays for as long as the process lives: of four gateways of one build, side by
 * side, the dearest took 40 % more CPU for an answer of one frame than the cheapest.
 */
export async function compareAfresh(
  scenes: readonly Omit<Scene, "runs">[],
  runs: number,
): Promise<Runs[]> {
  const all = scenes.map((): Runs => ({ bare: [], "bare joined": [], gateway: [], direct: [] }));
  for (let at = 0; at < runs; at += 1) {
    await using field = await startWarmField();
    for (const [index, scene] of scenes.entries()) {
      const results = await compare(field, { ...scene, runs: 1 });
      for (const name of scene.names ?? []) all[index]?.[name].push(...results[name]);
    }
  }
  return all;
}
