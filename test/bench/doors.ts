import { drive, type Run, toRatio } from "./compare";
import { type Contestant, type Field, startGateway } from "./contestants";
import { toBody } from "./question";
import { printTable, toRange } from "./report";
import type { Section, Verdict } from "./section";
import { startWarmField } from "./warm";

type Scene = {
  what: string;
  body: string;
  callers: number;
  answers: number;
  spreadMs: number;
  read: (run: Run) => number;
  limit: number;
};

const cpu = ({ cpuMs }: Run): number => cpuMs;
const burst = (callers: number): Scene => ({
  what: `CPU, bursts of 200 frames, ${callers} streams`,
  body: toBody(200, 0),
  callers,
  answers: 512,
  spreadMs: 0,
  read: cpu,
  limit: 1.3,
});

/** The targets relative to the bare limit where this process owns its server. */
const SCENES: readonly Scene[] = [
  {
    what: "CPU, one-frame answers, 16 callers",
    body: toBody(1, 0),
    callers: 16,
    answers: 2000,
    spreadMs: 0,
    read: cpu,
    limit: 1.6,
  },
  {
    what: "CPU, whole answers of 200 frames, 16 callers",
    body: toBody(200, 0, { stream: false }),
    callers: 16,
    answers: 320,
    spreadMs: 0,
    read: cpu,
    limit: 1.3,
  },
  burst(16),
  burst(64),
  {
    what: "CPU, 256 streams paced 50 ms",
    body: toBody(80, 50),
    callers: 256,
    answers: 512,
    spreadMs: 1000,
    read: cpu,
    limit: 1.3,
  },
  {
    what: "first token, 256 callers at once, p50",
    body: toBody(1, 0),
    callers: 256,
    answers: 2000,
    spreadMs: 0,
    read: ({ firstMs }) => firstMs.p50,
    limit: 3,
  },
];

/** Measures the API's own server and Next's routes, both relative to the bare limit. */
export const doors: Section = async ({ runs }) => {
  console.log("Doors: the API before Next, and through Next's routes");
  await using field = await startWarmField();
  const next = await startGateway(field.directUrl, { API_DOOR: "next" });
  try {
    const asked = [find(field, "bare"), find(field, "gateway"), next];
    for (const { url } of [next, next]) {
      await drive(field, { url, body: toBody(200, 0), callers: 16, answers: 1000, spreadMs: 0 });
    }
    const rows: string[][] = [];
    const verdicts: Verdict[] = [];
    for (const scene of SCENES) {
      const [bare = [], own = [], through = []] = await takeTurns(field, asked, { scene, runs });
      const value = toRatio(own, bare, scene.read);
      rows.push([scene.what, toRange(value), toRange(toRatio(through, bare, scene.read))]);
      verdicts.push({
        what: `${scene.what}, over the bare limit`,
        value,
        unit: "×",
        limit: scene.limit,
      });
    }
    printTable(["× bare", "own door", "Next's"], rows);
    return verdicts;
  } finally {
    await next.stop();
  }
};

function find({ contestants }: Field, wanted: Contestant["name"]): Contestant {
  const found = contestants.find(({ name }) => name === wanted);
  if (!found) throw new Error(`${wanted} does not take part.`);
  return found;
}

/** Runs the same load on each in turn; the first round is the warm-up and is not counted. */
async function takeTurns(
  field: Field,
  asked: readonly Contestant[],
  { scene, runs }: { scene: Scene; runs: number },
): Promise<Run[][]> {
  const { body, callers, answers, spreadMs } = scene;
  const results: Run[][] = asked.map(() => []);
  for (let round = 0; round <= runs; round += 1) {
    for (const [at, { url, cost }] of asked.entries()) {
      const before = await cost();
      const load = await drive(field, { url, body, callers, answers, spreadMs });
      const cpuMs = (await cost()).cpuMs - before.cpuMs;
      if (round > 0) results[at]?.push({ ...load, cpuMs });
    }
  }
  return results;
}
