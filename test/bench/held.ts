import { setTimeout as sleep } from "node:timers/promises";

import { drive, type Middle, toMiddle } from "./compare";
import { type Contestant, type Field, startField } from "./contestants";
import { toBody } from "./question";
import { printTable, toRange } from "./report";
import type { Section } from "./section";

const STREAMS = 1000;
const EVERY_MS = 500;
const SPREAD_MS = 2000;
/** Long enough that all of them are there when the memory is read. */
const FRAMES = 14;
const WITHIN_MS = 60_000;
const LIMIT = 2;
const LIMIT_AFTER = 1.15;

/** Many streams that say little: what each keeps in memory, and what is left when they have gone. */
export const held: Section = async ({ runs }) => {
  console.log(`Held: ${STREAMS} streams at once, a frame every ${EVERY_MS} ms`);
  const bare: Held[] = [];
  const gateway: Held[] = [];
  for (let at = 0; at < Math.min(runs, 3); at += 1) {
    // New processes each time: memory remembers.
    await using field = await startField();
    for (const contestant of field.contestants) {
      if (contestant.name === "bare") bare.push(await hold(field, contestant));
      if (contestant.name === "gateway") gateway.push(await hold(field, contestant));
    }
  }
  printTable(
    [
      "",
      "KB per stream",
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
  const left = gateway.map(({ before, after }) => after / before);
  const verdict = (what: string, value: Middle, limit: number) =>
    ({ what, value, unit: "×", limit }) as const;
  return [
    verdict("memory per held stream, over the bare limit", toMiddle(ratios), LIMIT),
    verdict("memory a minute after them, over before", toMiddle(left), LIMIT_AFTER),
  ];
};

/** Bytes: what each stream takes, and holds on to; and what the process has from the machine. */
type Held = {
  perStream: number;
  livePerStream: number;
  before: number;
  during: number;
  after: number;
  afterMs: number;
};

async function hold(field: Field, { url, cost }: Contestant): Promise<Held> {
  // Hardly warm: what many requests left behind would hide what these streams take.
  const warm = { url, body: toBody(20, 0), callers: 4, answers: 64, spreadMs: 0 };
  await drive(field, warm);
  const before = await cost("settle");
  const body = toBody(FRAMES, EVERY_MS);
  const ended = drive(field, {
    url,
    body,
    callers: STREAMS,
    answers: STREAMS,
    spreadMs: SPREAD_MS,
  });
  await sleep(SPREAD_MS + (FRAMES * EVERY_MS - SPREAD_MS) / 2);
  const during = await cost("settle");
  await ended;
  const perStream = (during.rssBytes - before.rssBytes) / STREAMS;
  const livePerStream = (during.liveBytes - before.liveBytes) / STREAMS;
  const taken = { perStream, livePerStream, before: before.rssBytes, during: during.rssBytes };
  const endedAt = performance.now();
  for (;;) {
    // Not settled: the engine gives memory back some seconds after its last collection, and one that
    // is forced puts that off.
    const after = (await cost()).rssBytes;
    const afterMs = performance.now() - endedAt;
    if (after < before.rssBytes * LIMIT_AFTER || afterMs > WITHIN_MS) {
      return { ...taken, after, afterMs };
    }
    await sleep(2000);
  }
}

function toRow(name: string, runs: readonly Held[]): string[] {
  const cell = (read: (run: Held) => number): string => toRange(toMiddle(runs.map(read)));
  return [
    name,
    cell(({ perStream }) => perStream / 1024),
    cell(({ livePerStream }) => livePerStream / 1024),
    cell(({ before }) => before / 1024 ** 2),
    cell(({ during }) => during / 1024 ** 2),
    cell(({ after }) => after / 1024 ** 2),
    cell(({ before, after }) => after / before),
    cell(({ afterMs }) => afterMs / 1000),
  ];
}
