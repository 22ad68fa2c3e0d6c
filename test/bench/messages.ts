import { drive, type Middle, toMiddle } from "./compare";
import type { Contestant, Field } from "./contestants";
import { toBody } from "./question";
import { printTable, toRange } from "./report";
import type { Section, Verdict } from "./section";
import { startWarmField } from "./warm";

const LIMIT = 1.5;
const SCENES = [
  { what: "a burst of 200 frames, 16 streams", frames: 200, everyMs: 0, callers: 16, answers: 512 },
  { what: "80 frames at 50 ms, 64 streams", frames: 80, everyMs: 50, callers: 64, answers: 64 },
] as const;

type Scene = (typeof SCENES)[number];

/** Anthropic's API beside OpenAI's, in one process: what a delta costs in each. */
export const messages: Section = async ({ runs }) => {
  console.log("Messages: a delta of Anthropic's API beside one of OpenAI's, in the same process");
  await using field = await startWarmField();
  const gateway = requireGateway(field);
  const rows: string[][] = [];
  const verdicts: Verdict[] = [];
  for (const scene of SCENES) {
    const { chat, anthropic, ratio } = await compareForms(field, { gateway, scene, runs });
    rows.push([scene.what, toRange(chat), toRange(anthropic), toRange(ratio)]);
    const what = `CPU per delta of /v1/messages over chat, ${scene.what}`;
    verdicts.push({ what, value: ratio, unit: "×", limit: LIMIT });
  }
  printTable(["CPU-s per million deltas", "chat", "messages", "× chat"], rows);
  return verdicts;
};

type Comparing = { gateway: Contestant; scene: Scene; runs: number };

/** By turns; the first round warms up and is not counted. */
async function compareForms(
  field: Field,
  { gateway, scene, runs }: Comparing,
): Promise<Record<"chat" | "anthropic" | "ratio", Middle>> {
  const chat: number[] = [];
  const anthropic: number[] = [];
  const url = gateway.url.replace("/chat/completions", "/messages");
  const body = toBody(scene.frames, scene.everyMs, { max_tokens: 4096 });
  const measure = async (at: string): Promise<number> => {
    const before = await gateway.cost();
    const { callers, answers } = scene;
    await drive(field, { url: at, body, callers, answers, spreadMs: 0 });
    const after = await gateway.cost();
    return ((after.cpuMs - before.cpuMs) * 1000) / (answers * scene.frames);
  };
  for (let round = 0; round <= runs; round += 1) {
    const [one, other] = [await measure(gateway.url), await measure(url)];
    if (round === 0) continue;
    chat.push(one);
    anthropic.push(other);
  }
  const ratios = anthropic.map((cost, at) => cost / (chat[at] ?? cost));
  return { chat: toMiddle(chat), anthropic: toMiddle(anthropic), ratio: toMiddle(ratios) };
}

function requireGateway({ contestants }: Field): Contestant {
  const gateway = contestants.find(({ name }) => name === "gateway");
  if (!gateway) throw new Error("The gateway does not take part.");
  return gateway;
}
