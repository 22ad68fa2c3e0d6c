import { type Run, toExcess, toMiddle, toRatio } from "./compare";
import { toBody } from "./question";
import { printTable, toRange, toRangeOf, toText } from "./report";
import type { Section, Verdict } from "./section";
import { compareInFields } from "./warm";

const LIMIT = 4;
const LIMIT_FIRST_MS = 2;
/** If the bare limit takes longer than this, the machine is too slow for limits in milliseconds. */
const SLOW_FIRST_MS = 1;

/** Measures answers of one frame: the cost of a request, and the time to its first token. */
export const short: Section = async ({ runs }) => {
  console.log("Answers of one frame");
  const rows: string[][] = [];
  const verdicts: Verdict[] = [];
  const names = ["bare", "gateway", "direct"] as const;
  const shared = { names, body: toBody(1, 0), spreadMs: 0, runs };
  const scenes = [
    { callers: 1, answers: 500, ...shared },
    { callers: 16, answers: 2000, ...shared },
  ];
  for (const { scene, results } of await compareInFields(scenes)) {
    const { callers, answers } = scene;
    for (const name of names) {
      rows.push([
        String(callers),
        name,
        name === "direct" ? "" : toRangeOf(results[name].map(toRequestCost)),
        name === "direct" ? "" : toRange(toRatio(results[name], results.bare, toRequestCost)),
        toRangeOf(results[name].map(({ firstMs }) => firstMs.p50)),
        toRangeOf(results[name].map(({ firstMs }) => firstMs.p99)),
        toRangeOf(results[name].map(({ elapsedMs }) => (answers / elapsedMs) * 1000)),
      ]);
    }
    if (callers === 1) {
      const value = toExcess(results.gateway, results.bare, ({ firstMs }) => firstMs.p50);
      const what = "added time to the first token, one stream, median";
      const first = toMiddle(results.bare.map(({ firstMs }) => firstMs.p50)).median;
      const doubt =
        first > SLOW_FIRST_MS ? `the bare limit alone takes ${toText(first)} ms` : undefined;
      verdicts.push({ what, value, unit: "ms", limit: LIMIT_FIRST_MS, doubt });
    } else {
      const value = toRatio(results.gateway, results.bare, toRequestCost);
      const what = `CPU of a one-frame answer, ${callers} callers, over the bare limit`;
      verdicts.push({ what, value, unit: "×", limit: LIMIT });
    }
  }
  printTable(
    ["callers", "", "CPU ms per request", "× bare", "first token ms, p50", "p99", "per second"],
    rows,
  );
  return verdicts;
};

export const toRequestCost = ({ cpuMs, answers }: Run): number => cpuMs / answers;
