import { setTimeout as sleep } from "node:timers/promises";

import { drive, type Middle, toMiddle } from "./compare";
import { type Contestant, type Field, startField } from "./contestants";
import { startProgram } from "./process";
import { toBody } from "./question";
import { printTable, toRange } from "./report";
import type { Load } from "./load";
import type { Section } from "./section";

/** The first streams, with which the young generation grows to its limit, once. */
const FIRST = 500;
const MORE = 1000;
const EVERY_MS = 500;
const SPREAD_MS = 2000;
const SETTLE_MS = 2000;
/** Long enough for all of them to be open when the memory is read. */
const FRAMES = { first: 24, more: 14 };
const WITHIN_MS = 60_000;
const LIMIT = 1.8;
/** Over the bare limit, since the C library returns little of its memory to the machine. */
const LIMIT_AFTER = 1.15;
/** The share of the memory before at which the wait for its return ends early. */
const RETURNED = 1.15;

/** Measures many slow streams: what each keeps in memory, and what is left after them. */
export const held: Section = async ({ runs }) => {
  console.log(`Held: ${FIRST} streams, then ${MORE} more, a frame every ${EVERY_MS} ms`);
  const bare: Held[] = [];
  const gateway: Held[] = [];
  for (let at = 0; at < Math.min(runs, 3); at += 1) {
    // New processes each time, because memory use has a history.
    await using field = await startField();
    for (const contestant of field.contestants) {
      if (contestant.name === "bare") bare.push(await hold(field, contestant));
      if (contestant.name === "gateway") gateway.push(await hold(field, contestant));
    }
  }
  printTable(
    [
      "",
      `KB for each of ${FIRST}`,
      "for each more",
      "of it live",
      "MB before",
      "during",
      "after",
      "after ÷ before",
      "within s",
    ],
    [toRow("bare", bare), toRow("gateway", gateway)],
  );
  const ratios = gateway.map((one, at) => one.perStream / (bare[at]?.perStream ?? NaN));
  const toLeft = ({ before, after }: Held): number => after / before;
  const left = gateway.map((one, at) => toLeft(one) / (bare[at] ? toLeft(bare[at]) : NaN));
  const verdict = (what: string, value: Middle, limit: number) =>
    ({ what, value, unit: "×", limit }) as const;
  return [
    verdict("memory per held stream, over the bare limit", toMiddle(ratios), LIMIT),
    verdict("memory left a minute after, over the bare limit", toMiddle(left), LIMIT_AFTER),
  ];
};

/** Bytes that each stream takes and retains, and the process's total memory. */
type Held = {
  perFirst: number;
  perStream: number;
  livePerStream: number;
  before: number;
  during: number;
  after: number;
  afterMs: number;
};

async function hold(field: Field, { url, cost }: Contestant): Promise<Held> {
  // Only a short warm-up, because garbage from many requests would hide what these streams take.
  const warm = { url, body: toBody(20, 0), callers: 4, answers: 64, spreadMs: 0 };
  await drive(field, warm);
  const before = await cost("settle");
  const other = await startProgram(new URL("load.ts", import.meta.url));
  const open = (callers: Pick<Field, "load">, count: number, frames: number): Promise<Load> =>
    drive(callers, {
      url,
      body: toBody(frames, EVERY_MS),
      callers: count,
      answers: count,
      spreadMs: SPREAD_MS,
    });
  const first = open(field, FIRST, FRAMES.first);
  await sleep(SPREAD_MS + SETTLE_MS);
  const few = await cost("settle");
  const more = open({ load: other }, MORE, FRAMES.more);
  await sleep(SPREAD_MS + SETTLE_MS);
  const during = await cost("settle");
  await Promise.all([first, more]);
  await other.stop();
  const taken = {
    perFirst: (few.rssBytes - before.rssBytes) / FIRST,
    perStream: (during.rssBytes - few.rssBytes) / MORE,
    livePerStream: (during.liveBytes - few.liveBytes) / MORE,
    before: before.rssBytes,
    during: during.rssBytes,
  };
  const endedAt = performance.now();
  for (;;) {
    // Without forcing a collection: V8 returns memory some seconds after its last one, and a forced
    // one delays that.
    const after = (await cost()).rssBytes;
    const afterMs = performance.now() - endedAt;
    if (after < before.rssBytes * RETURNED || afterMs > WITHIN_MS) {
      return { ...taken, after, afterMs };
    }
    await sleep(2000);
  }
}

function toRow(name: string, runs: readonly Held[]): string[] {
  const cell = (read: (run: Held) => number): string => toRange(toMiddle(runs.map(read)));
  return [
    name,
    cell(({ perFirst }) => perFirst / 1024),
    cell(({ perStream }) => perStream / 1024),
    cell(({ livePerStream }) => livePerStream / 1024),
    cell(({ before }) => before / 1024 ** 2),
    cell(({ during }) => during / 1024 ** 2),
    cell(({ after }) => after / 1024 ** 2),
    cell(({ before, after }) => after / before),
    cell(({ afterMs }) => afterMs / 1000),
  ];
}
