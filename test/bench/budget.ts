import { compare, type Middle, type Run, toMiddle, toRatio } from "./compare";
import { toBody } from "./question";
import { printTable, toRange, toText } from "./report";
import { startWarmField } from "./warm";

const RUNS = 7;
/**
 * If the same work costs this many times more in one run than in another, the machine is too noisy
 * to judge.
 */
const NOISE = 2;

/** Limits far above the promises, so that exceeding them is never an accident of the machine. */
const SCENES = [
  { what: "a frame in a burst, 16 streams", frames: 200, answers: 256, limit: 5 },
  { what: "an answer of one frame, 16 callers", frames: 1, answers: 1000, limit: 12 },
] as const;

type Judgement = "kept" | "BROKEN" | "too noisy to tell";

/**
 * Checks the budget on a build server: the gateway's cost relative to the bare limit, with a wide
 * margin.
 * @returns false if it is exceeded
 */
export async function checkBudget(): Promise<boolean> {
  await using field = await startWarmField();
  const rows: string[][] = [];
  const judgements: Judgement[] = [];
  for (const { what, frames, answers, limit } of SCENES) {
    const scene = { body: toBody(frames, 0), callers: 16, answers, spreadMs: 0, runs: RUNS };
    const { bare, gateway } = await compare(field, scene);
    const toCost = ({ cpuMs }: Run): number => cpuMs / answers;
    const cost = toMiddle(bare.map(toCost));
    const ratio = toRatio(gateway, bare, toCost);
    const judgement = judge({ bare: cost, ratio, limit });
    judgements.push(judgement);
    const spread = `${toText(cost.max / cost.min)} (up to ${NOISE})`;
    rows.push([what, toRange(ratio), `≤ ${limit}`, spread, judgement]);
  }
  printTable(["CPU over the bare limit", "×", "budget", "spread of the bare limit", ""], rows);
  return !judgements.includes("BROKEN");
}

/**
 * Judges a measurement. If the bare limit itself does not cost the same twice, the machine can
 * neither prove nor disprove anything.
 */
export function judge(measured: { bare: Middle; ratio: Middle; limit: number }): Judgement {
  const { bare, ratio, limit } = measured;
  if (!(bare.max / bare.min <= NOISE)) return "too noisy to tell";
  return ratio.median <= limit ? "kept" : "BROKEN";
}
