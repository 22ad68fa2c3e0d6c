import { type Run, toExcess, toMiddle, toRatio } from "./compare";
import { toBody } from "./question";
import { printTable, toRange, toRangeOf, toText } from "./report";
import type { Section, Verdict } from "./section";
import { compareInFields } from "./warm";

const FRAMES = 80;
const EVERY_MS = 50;
const LIMIT = 2;
const LIMIT_DELAY_MS = 5;
/** The CPU share above which frames queue even for the bare limit. */
const BUSY = 0.35;

/** Measures frames that arrive one by one, as Spark sends them: the cost of each, and its delay. */
export const paced: Section = async ({ runs }) => {
  console.log(`Paced: answers of ${FRAMES} frames, one every ${EVERY_MS} ms`);
  const rows: string[][] = [];
  const verdicts: Verdict[] = [];
  const names = ["bare", "gateway", "direct"] as const;
  const body = toBody(FRAMES, EVERY_MS);
  const scenes = [16, 256].map((callers) => {
    return { names, body, callers, answers: callers, spreadMs: 1000, runs, isSustained: true };
  });
  for (const { scene, results } of await compareInFields(scenes)) {
    const { callers } = scene;
    for (const name of names) {
      rows.push([
        String(callers),
        name,
        name === "direct" ? "" : toRangeOf(results[name].map(toFrameCost)),
        name === "direct" ? "" : toRange(toRatio(results[name], results.bare, toFrameCost)),
        toRangeOf(results[name].map(({ delayMs }) => delayMs.p50)),
        toRangeOf(results[name].map(({ delayMs }) => delayMs.p99)),
        toRangeOf(results[name].map(({ firstMs }) => firstMs.p50)),
        toRangeOf(results[name].map(({ firstMs }) => firstMs.p99)),
      ]);
    }
    const value = toRatio(results.gateway, results.bare, toFrameCost);
    const what = `CPU per frame at ${EVERY_MS} ms, ${callers} streams, over the bare limit`;
    verdicts.push({ what, value, unit: "×", limit: LIMIT });
    if (callers === 256) {
      const delay = toExcess(results.gateway, results.bare, ({ delayMs }) => delayMs.p99);
      const name = `added delay per chunk, ${callers} paced streams, p99`;
      const busy = toMiddle(results.bare.map(({ cpuMs, elapsedMs }) => cpuMs / elapsedMs)).median;
      const doubt =
        busy > BUSY ? `the bare limit alone keeps a core ${toText(busy * 100)} % busy` : undefined;
      verdicts.push({ what: name, value: delay, unit: "ms", limit: LIMIT_DELAY_MS, doubt });
    }
  }
  const head = ["streams", "", "CPU-s per million frames", "× bare", "delay ms, p50", "p99"];
  printTable([...head, "first token ms, p50", "p99"], rows);
  return verdicts;
};

const toFrameCost = ({ cpuMs, answers }: Run): number => (cpuMs * 1000) / (answers * FRAMES);
