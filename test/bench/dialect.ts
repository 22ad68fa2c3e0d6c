import { drive, type Run, toRatio } from "./compare";
import type { Field } from "./contestants";
import { toBody } from "./question";
import { printTable, toRange, toRangeOf } from "./report";
import type { Section, Verdict } from "./section";
import { startWarmField } from "./warm";

export type Dialect = {
  /** The name in the report. */
  name: string;
  path: string;
  /**
   * Builds the same question as {@link toBody}, to which the upstream answers with this number of
   * frames.
   */
  toBody: (frames: number) => string;
  /** A text that only a complete answer contains. */
  ending: string;
  /** The maximum CPU cost relative to chat. */
  limits: { delta: number; request?: number };
};

const FRAMES = 200;
const CALLERS = 16;

/**
 * Creates the section for another dialect on the same gateway: the cost of a delta and of a
 * request. Both take turns with the same load.
 */
export function createDialectSection(dialect: Dialect): Section {
  return async ({ runs }) => {
    console.log(`${dialect.name} beside chat, ${CALLERS} callers`);
    await using field = await startWarmField();
    const verdicts: Verdict[] = [];
    const rows: string[][] = [];
    for (const { frames, answers, unit, limit } of [
      { frames: FRAMES, answers: 320, unit: "delta", limit: dialect.limits.delta },
      { frames: 1, answers: 1000, unit: "one-frame answer", limit: dialect.limits.request },
    ]) {
      const [chat, other] = await compareWithChat(field, dialect, { frames, answers, runs });
      const toCost = ({ cpuMs }: Run): number => (cpuMs * 1000) / (answers * frames);
      const value = toRatio(other, chat, toCost);
      rows.push([unit, toRangeOf(chat.map(toCost)), toRangeOf(other.map(toCost)), toRange(value)]);
      const what = `CPU of a ${unit} by ${dialect.name}, over chat`;
      if (limit !== undefined) verdicts.push({ what, value, unit: "×", limit });
    }
    printTable(["CPU µs of a", "chat", dialect.name, "× chat"], rows);
    return verdicts;
  };
}

type Load = { frames: number; answers: number; runs: number };

async function compareWithChat(
  field: Field,
  dialect: Dialect,
  { frames, answers, runs }: Load,
): Promise<[chat: Run[], other: Run[]]> {
  const gateway = field.contestants.find(({ name }) => name === "gateway");
  if (!gateway) throw new Error("There is no gateway.");
  const shared = { callers: CALLERS, answers, spreadMs: 0 };
  const chat = { ...shared, url: gateway.url, body: toBody(frames, 0) };
  const url = new URL(dialect.path, gateway.url).href;
  const other = { ...shared, url, body: dialect.toBody(frames), ending: dialect.ending };
  const results: [Run[], Run[]] = [[], []];
  // The first round is the warm-up.
  for (let at = 0; at <= runs; at += 1) {
    for (const [index, job] of [chat, other].entries()) {
      const before = await gateway.cost();
      const load = await drive(field, job);
      const cpuMs = (await gateway.cost()).cpuMs - before.cpuMs;
      if (at > 0) results[index]?.push({ ...load, cpuMs });
    }
  }
  return results;
}
