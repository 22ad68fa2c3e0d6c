import { toMiddle } from "./compare";
import { printTable, toRange, toRangeOf } from "./report";
import type { Section } from "./section";
import { postJson, type ServiceContestant, startServiceField } from "./service-field";

const IMAGES = 10;
const MEGABYTE = 1024 * 1024;
/** CPU relative to the bare limit; peak memory relative to the answer's size. */
const LIMITS = { cpu: 2, memory: 8 };

/** Measures the cost of an answer with ten images of 1.4 MB, and its peak memory. */
export const generatedImages: Section = async ({ runs }) => {
  console.log(`Image generation: ${IMAGES} images in one answer`);
  const results = { bare: createResults(), gateway: createResults() };
  let answerBytes = 0;
  for (let run = 0; run < runs; run += 1) {
    // New processes each time, because a peak of memory is never reset.
    await using field = await startServiceField({ MAX_N: String(IMAGES) });
    for (const contestant of [field.bare, field.gateway]) {
      await ask(contestant, 1);
      const { rssBytes } = await contestant.cost("settle");
      const first = await ask(contestant, IMAGES);
      answerBytes = first.bytes;
      const { peakBytes } = await contestant.cost();
      const { cpuMs } = await ask(contestant, IMAGES);
      results[contestant.name].memory.push(peakBytes - rssBytes);
      results[contestant.name].cpu.push(cpuMs);
    }
  }
  const { bare, gateway } = results;
  const cpu = toMiddle(gateway.cpu.map((cost, run) => cost / (bare.cpu[run] ?? Number.NaN)));
  const toMegabytes = (values: readonly number[]): string =>
    toRangeOf(values.map((value) => value / MEGABYTE));
  const memory = toMiddle(gateway.memory.map((value) => value / answerBytes));
  printTable(
    ["", "bare", "gateway", ""],
    [
      ["CPU ms", toRangeOf(bare.cpu), toRangeOf(gateway.cpu), `${toRange(cpu)} × bare`],
      [
        "peak of memory, MB",
        toMegabytes(bare.memory),
        toMegabytes(gateway.memory),
        `${toRange(memory)} × the answer`,
      ],
    ],
  );
  return [
    {
      what: `CPU of ${IMAGES} images, over a bare bridge`,
      value: cpu,
      unit: "×",
      limit: LIMITS.cpu,
    },
    {
      what: `memory of ${IMAGES} images, over the answer's size`,
      value: memory,
      unit: "×",
      limit: LIMITS.memory,
    },
  ];
};

const createResults = (): { cpu: number[]; memory: number[] } => ({ cpu: [], memory: [] });

async function ask(
  { cost, origin }: ServiceContestant,
  n: number,
): Promise<{ bytes: number; cpuMs: number }> {
  const before = await cost();
  const body = { model: "spark-image", prompt: "一座山", n };
  const text = await postJson(`${origin}/v1/images/generations`, body);
  const after = await cost();
  return { bytes: text.length, cpuMs: after.cpuMs - before.cpuMs };
}
