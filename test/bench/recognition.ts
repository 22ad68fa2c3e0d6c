import { wavFile } from "../wav-file";
import { type Middle, toMiddle } from "./compare";
import { type Contestant, startGateway } from "./contestants";
import { startProgram } from "./process";
import { printTable, toRange, toRangeOf } from "./report";
import type { Section, Verdict } from "./section";

/** The number of recordings in one run, all in parallel. Each lasts one session. */
const RECORDINGS = 24;
const AT_ONCE = 4;
const SECONDS = 50;
const LIMIT = 2;

/**
 * The uploads; there is no bare limit to compare conversions with, because the bare server does not
 * convert.
 */
const FILES = [
  { what: "WAV of 16 kHz", rate: 16_000, channels: 1, isPromised: true },
  { what: "WAV of 44.1 kHz in stereo", rate: 44_100, channels: 2, isPromised: false },
] as const;
type Case = (typeof FILES)[number];

/** Measures what a minute of a recording costs the gateway, compared with a minimal bridge. */
export const recognition: Section = async ({ runs }) => {
  console.log(`Recognition: CPU of a minute of sound, ${RECORDINGS} × ${SECONDS} s a run`);
  const upstream = await startProgram(new URL("ear-upstream.ts", import.meta.url));
  const env = { SPARK_ASR_URL: `ws://127.0.0.1:${upstream.port}` };
  const bare = await startProgram(new URL("ear-bare.ts", import.meta.url), { env });
  const gateway = await startGateway(env.SPARK_ASR_URL, { ...env, TRANSCRIPTION_PACE: "1000" });
  const pair = {
    bare: { ...bare, url: `http://127.0.0.1:${bare.port}/v1/audio/transcriptions` },
    gateway: { ...gateway, url: gateway.url.replace("/chat/completions", "/audio/transcriptions") },
  };
  try {
    const rows: string[][] = [];
    const verdicts: Verdict[] = [];
    for (const one of FILES) {
      const { costs, ratio } = await compareFiles(one, pair, runs);
      rows.push([one.what, toRangeOf(costs.bare), toRangeOf(costs.gateway), toRange(ratio)]);
      if (!one.isPromised) continue;
      const what = `CPU of a minute of ${one.what}, over the bare limit`;
      verdicts.push({ what, value: ratio, unit: "×", limit: LIMIT });
    }
    printTable(["", "bare limit, CPU ms", "gateway, CPU ms", "×"], rows);
    return verdicts;
  } finally {
    await Promise.all([gateway.stop(), bare.stop(), upstream.stop()]);
  }
};

type Ear = Pick<Contestant, "cost" | "url">;
type Pair = Readonly<Record<"bare" | "gateway", Ear>>;
type Compared = { costs: Record<"bare" | "gateway", number[]>; ratio: Middle };

/** Measures both in turn; the first round warms them up. */
async function compareFiles(one: Case, pair: Pair, runs: number): Promise<Compared> {
  const costs: Compared["costs"] = { bare: [], gateway: [] };
  const minutes = (RECORDINGS * SECONDS) / 60;
  const file = new Blob([new Uint8Array(toFile(one))]);
  for (let run = 0; run <= runs; run += 1) {
    for (const name of ["bare", "gateway"] as const) {
      const { cost, url } = pair[name];
      const before = await cost();
      await Promise.all(Array.from({ length: AT_ONCE }, () => hearAll(url, file)));
      const after = await cost();
      if (run > 0) costs[name].push((after.cpuMs - before.cpuMs) / minutes);
    }
  }
  const ratio = toMiddle(costs.gateway.map((cost, at) => cost / (costs.bare[at] ?? Number.NaN)));
  return { costs, ratio };
}

const toFile = ({ rate, channels }: Case): Buffer =>
  wavFile(
    Float64Array.from({ length: SECONDS * rate * channels }, (_, at) => 0.3 * Math.sin(at / 17)),
    { rate, channels, bits: 16 },
  );

async function hearAll(url: string, file: Blob): Promise<void> {
  for (let left = RECORDINGS / AT_ONCE; left > 0; left -= 1) {
    const form = new FormData();
    form.append("file", file, "speech.wav");
    form.append("model", "spark-asr");
    const response = await fetch(url, { method: "POST", body: form });
    const { text } = (await response.json()) as { text?: string };
    if (!text?.includes("听到一句话。")) throw new Error(`nothing was heard: ${response.status}`);
  }
}
