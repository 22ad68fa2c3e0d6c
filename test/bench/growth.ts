import { compare, type Run, toMiddle, toRatio } from "./compare";
import { toBody } from "./question";
import { printTable, toRange, toRangeOf } from "./report";
import type { Section, Verdict } from "./section";
import { startWarmField } from "./warm";

const LIMIT = 1.3;

/** Measures more streams and longer answers: a frame must not cost more among many. */
export const growth: Section = async ({ runs }) => {
  await using field = await startWarmField();
  const rows: string[][] = [];
  const note = (streams: number, frames: number, results: { bare: Run[]; gateway: Run[] }) => {
    const toCost = ({ cpuMs, answers }: Run): number => (cpuMs * 1000) / (answers * frames);
    for (const name of ["bare", "gateway"] as const) {
      rows.push([
        String(streams),
        String(frames),
        name,
        toRangeOf(results[name].map(toCost)),
        toRange(toRatio(results[name], results.bare, toCost)),
      ]);
    }
    return results.gateway.map(toCost);
  };

  console.log("Growth: what a frame costs with more streams, and in longer answers");
  const frames = 100;
  const costs = new Map<number, number[]>();
  for (const callers of [1, 64, 1000, 4000]) {
    const answers = Math.max(callers, 1000);
    const scene = { body: toBody(frames, 0), callers, answers, spreadMs: callers / 2, runs };
    costs.set(callers, note(callers, frames, await compare(field, scene)));
  }
  for (const [length, answers] of [
    [10, 2000],
    [100, 1000],
    [1000, 200],
    [10_000, 32],
  ] as const) {
    const scene = { body: toBody(length, 0), callers: 16, answers, spreadMs: 0, runs };
    note(16, length, await compare(field, scene));
  }
  printTable(["streams", "frames", "", "CPU-s per million frames", "× bare"], rows);
  const few = toMiddle(costs.get(64) ?? []).median;
  const value = toMiddle((costs.get(4000) ?? []).map((cost) => cost / few));
  const what = "CPU per frame at 4,000 streams, over that at 64";
  return [{ what, value, unit: "×", limit: LIMIT }] satisfies Verdict[];
};
