import { type Middle, toMiddle } from "./compare";
import { type Contestant, startGateway } from "./contestants";
import { startProgram } from "./process";
import { printTable, toRange, toRangeOf } from "./report";
import type { Section, Verdict } from "./section";

/** The minutes of audio in one run, all in parallel. */
const MINUTES = 24;
const AT_ONCE = 4;
const LIMIT = 2;

/**
 * The requests; there is no bare limit to compare resampling with, because the bare server does not
 * resample.
 */
const SPEECH = [
  { what: "MP3", model: "spark-tts", format: "mp3", isPromised: true },
  { what: "PCM of 24 kHz", model: "spark-tts-hd", format: "pcm", isPromised: true },
  { what: "PCM, resampled from 16 kHz", model: "spark-tts", format: "pcm", isPromised: false },
] as const;
type Case = (typeof SPEECH)[number];

/** Measures what a minute of speech costs the gateway, compared with a minimal bridge. */
export const audio: Section = async ({ runs }) => {
  console.log(`Audio: CPU of a minute of speech, ${MINUTES} minutes a run, ${AT_ONCE} at once`);
  const upstream = await startProgram(new URL("audio-upstream.ts", import.meta.url));
  const origin = `ws://127.0.0.1:${upstream.port}`;
  const env = { SPARK_TTS_URL: origin };
  const bare = await startProgram(new URL("audio-bare.ts", import.meta.url), { env });
  const gateway = await startGateway(origin);
  const pair = {
    bare: { ...bare, url: `http://127.0.0.1:${bare.port}/v1/audio/speech` },
    gateway: { ...gateway, url: gateway.url.replace("/chat/completions", "/audio/speech") },
  };
  try {
    const rows: string[][] = [];
    const verdicts: Verdict[] = [];
    for (const one of SPEECH) {
      const { costs, ratio } = await compareSpeech(one, pair, runs);
      rows.push([one.what, toRangeOf(costs.bare), toRangeOf(costs.gateway), toRange(ratio)]);
      if (!one.isPromised) continue;
      const what = `CPU of a minute of speech as ${one.what}, over the bare limit`;
      verdicts.push({ what, value: ratio, unit: "×", limit: LIMIT });
    }
    printTable(["", "bare limit, CPU ms", "gateway, CPU ms", "×"], rows);
    return verdicts;
  } finally {
    await Promise.all([gateway.stop(), bare.stop(), upstream.stop()]);
  }
};

type Speaker = Pick<Contestant, "cost" | "url">;
type Pair = Readonly<Record<"bare" | "gateway", Speaker>>;
type Compared = { costs: Record<"bare" | "gateway", number[]>; ratio: Middle };

/** Measures both in turn; the first round warms them up. */
async function compareSpeech(one: Case, pair: Pair, runs: number): Promise<Compared> {
  const costs: Compared["costs"] = { bare: [], gateway: [] };
  for (let run = 0; run <= runs; run += 1) {
    for (const name of ["bare", "gateway"] as const) {
      const { cost, url } = pair[name];
      const before = await cost();
      await Promise.all(Array.from({ length: AT_ONCE }, () => speakMinutes(url, one)));
      const after = await cost();
      if (run > 0) costs[name].push((after.cpuMs - before.cpuMs) / MINUTES);
    }
  }
  const ratio = toMiddle(costs.gateway.map((cost, at) => cost / (costs.bare[at] ?? Number.NaN)));
  return { costs, ratio };
}

async function speakMinutes(url: string, { model, format }: Case): Promise<void> {
  for (let minute = 0; minute < MINUTES / AT_ONCE; minute += 1) {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model, input: "一分钟的语音。", response_format: format }),
    });
    const { byteLength } = await response.arrayBuffer();
    if (!response.ok || byteLength < 300_000) throw new Error(`no minute of audio: ${byteLength}`);
  }
}
