import { toMiddle } from "./compare";
import { startGateway } from "./contestants";
import { startProgram } from "./process";
import { printTable, toRange, toRangeOf } from "./report";
import type { Section } from "./section";

const TEXTS = 2048;
const LIMIT = 1;
const FORMATS = ["base64", "float"] as const;

/**
 * What the largest request for embeddings costs the gateway, beside what its answer costs as JSON: to write
 * 2,048 × 2,560 numbers once and to read them once.
 */
export const embeddings: Section = async ({ runs }) => {
  console.log(`Embeddings: ${TEXTS} texts in one request`);
  const upstream = await startProgram(new URL("embedding-upstream.ts", import.meta.url));
  const url = `http://127.0.0.1:${upstream.port}`;
  const gateway = await startGateway(url, { SPARK_EMBEDDING_URL: url });
  const costs: Record<(typeof FORMATS)[number], number[]> = { base64: [], float: [] };
  const json: number[] = [];
  try {
    const target = gateway.url.replace("/chat/completions", "/embeddings");
    // The first one warms the code and opens the connections.
    for (let run = 0; run <= runs; run += 1) {
      for (const format of FORMATS) {
        const before = await gateway.cost();
        const text = await ask(target, format);
        const after = await gateway.cost();
        if (run > 0) costs[format].push(after.cpuMs - before.cpuMs);
        if (run > 0 && format === "float") json.push(measureJson(text));
      }
    }
  } finally {
    await Promise.all([gateway.stop(), upstream.stop()]);
  }
  const toRatio = (format: (typeof FORMATS)[number]) =>
    toMiddle(costs[format].map((cost, run) => cost / (json[run] ?? Number.NaN)));
  printTable(
    ["", "CPU ms", "× their JSON"],
    [
      ...FORMATS.map((format) => [
        `gateway, ${format}`,
        toRangeOf(costs[format]),
        toRange(toRatio(format)),
      ]),
      ["their JSON, written and read", toRangeOf(json), ""],
    ],
  );
  return [
    {
      what: `CPU of ${TEXTS} embeddings in base64, over their JSON`,
      value: toRatio("base64"),
      unit: "×",
      limit: LIMIT,
    },
  ];
};

async function ask(url: string, format: string): Promise<string> {
  const input = Array.from({ length: TEXTS }, (_, at) => `第 ${at} 段要嵌入的文字，长短平平。`);
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: "spark-embedding", input, encoding_format: format }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}

/** CPU of this process for reading the list and writing it again. */
function measureJson(text: string): number {
  const before = process.cpuUsage();
  const written = JSON.stringify(JSON.parse(text));
  const { user, system } = process.cpuUsage(before);
  if (written.length < TEXTS) throw new Error("no list was written");
  return (user + system) / 1000;
}
