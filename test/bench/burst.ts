import { type Run, type Scene, toRatio } from "./compare";
import { NAMES } from "./contestants";
import { toBody } from "./question";
import { printTable, toRange, toRangeOf } from "./report";
import type { Section, Verdict } from "./section";
import { compareInFields } from "./warm";

const FRAMES = 200;
/** The minimum number of answers. Many more would measure the callers' machine instead. */
const AT_LEAST_ANSWERS = 512;
const LIMIT = 1.8;

/** Measures answers whose frames arrive as fast as possible: the cost of a frame. */
export const burst: Section = async ({ runs }) => {
  console.log(`Bursts: answers of ${FRAMES} frames, as fast as they come`);
  const rows: string[][] = [];
  const verdicts: Verdict[] = [];
  const scenes = [1, 16, 64, 256].map((callers) => toScene(callers, runs));
  for (const { scene, results } of await compareInFields(scenes)) {
    const { callers } = scene;
    for (const name of [...NAMES, "direct"] as const) {
      rows.push([
        String(callers),
        name,
        name === "direct" ? "" : toRangeOf(results[name].map(toFrameCost)),
        name === "direct" ? "" : toRange(toRatio(results[name], results.bare, toFrameCost)),
        toRangeOf(results[name].map(({ answers, elapsedMs }) => (answers * FRAMES) / elapsedMs)),
      ]);
    }
    if (callers === 16 || callers === 64) {
      const value = toRatio(results.gateway, results.bare, toFrameCost);
      const what = `CPU per frame in bursts, ${callers} streams, over the bare limit`;
      verdicts.push({ what, value, unit: "×", limit: LIMIT });
    }
  }
  printTable(
    ["streams", "", "CPU-s per million frames", "× bare", "thousand frames per second"],
    rows,
  );
  return verdicts;
};

function toScene(callers: number, runs: number): Scene {
  return {
    names: [...NAMES, "direct"],
    body: toBody(FRAMES, 0),
    callers,
    answers: Math.max(callers * 2, AT_LEAST_ANSWERS),
    spreadMs: 0,
    runs,
  };
}

/** Microseconds per frame, which equals CPU seconds per million frames. */
const toFrameCost = ({ cpuMs, answers }: Run): number => (cpuMs * 1000) / (answers * FRAMES);
