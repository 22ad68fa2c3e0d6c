import { toMiddle } from "./compare";
import { printTable, toRange, toRangeOf } from "./report";
import type { Section } from "./section";
import { postJson, type ServiceContestant, startServiceField } from "./service-field";

const TEXTS = 2048;
/**
 * For a vector in base64: relative to the bare limit, and to writing and reading the list as JSON.
 */
const LIMITS = { bare: 2, json: 1 };
const FORMATS = ["base64", "float"] as const;
type Format = (typeof FORMATS)[number];

/**
 * Measures the largest request for embeddings relative to the bare limit, and to the cost of its
 * answer as JSON: writing 2,048 × 2,560 numbers once and reading them once.
 */
export const embeddings: Section = async ({ runs }) => {
  console.log(`Embeddings: ${TEXTS} texts in one request`);
  await using field = await startServiceField();
  const costs = { bare: createCosts(), gateway: createCosts() };
  const json: number[] = [];
  // The first round warms up the code and opens the connections.
  for (let run = 0; run <= runs; run += 1) {
    for (const format of FORMATS) {
      for (const contestant of [field.bare, field.gateway]) {
        const { text, cpuMs } = await ask(contestant, format);
        if (run === 0) continue;
        costs[contestant.name][format].push(cpuMs);
        if (format === "float" && contestant.name === "gateway") json.push(measureJson(text));
      }
    }
  }
  const toRatio = (format: Format, over: readonly number[]) =>
    toMiddle(costs.gateway[format].map((cost, run) => cost / (over[run] ?? Number.NaN)));
  const perVector = (values: readonly number[]): string =>
    toRangeOf(values.map((value) => (value * 1000) / TEXTS));
  printTable(
    ["CPU µs of a vector", "bare", "gateway", "× bare", "× its JSON"],
    FORMATS.map((format) => [
      format,
      perVector(costs.bare[format]),
      perVector(costs.gateway[format]),
      toRange(toRatio(format, costs.bare[format])),
      toRange(toRatio(format, json)),
    ]),
  );
  const promise = (what: string, over: readonly number[], limit: number) =>
    ({ what, value: toRatio("base64", over), unit: "×", limit }) as const;
  return [
    promise("CPU of a vector in base64, over a bare bridge", costs.bare.base64, LIMITS.bare),
    promise(`CPU of ${TEXTS} embeddings in base64, over their JSON`, json, LIMITS.json),
  ];
};

const createCosts = (): Record<Format, number[]> => ({ base64: [], float: [] });

async function ask(
  { cost, origin }: ServiceContestant,
  format: Format,
): Promise<{ text: string; cpuMs: number }> {
  const input = Array.from({ length: TEXTS }, (_, at) => `第 ${at} 段要嵌入的文字，长短平平。`);
  const body = { model: "spark-embedding", input, encoding_format: format };
  const before = await cost();
  const text = await postJson(`${origin}/v1/embeddings`, body);
  const after = await cost();
  return { text, cpuMs: after.cpuMs - before.cpuMs };
}

/** Measures this process's CPU for reading the list and writing it again. */
function measureJson(text: string): number {
  const before = process.cpuUsage();
  const written = JSON.stringify(JSON.parse(text));
  const { user, system } = process.cpuUsage(before);
  if (written.length < TEXTS) throw new Error("no list was written");
  return (user + system) / 1000;
}
