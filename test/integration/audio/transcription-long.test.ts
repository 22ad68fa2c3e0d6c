import { describe, expect, it } from "vitest";

import { askToWrite, speakMp3, speakWav, startEar } from "./dictating";

const SENTENCES = Array.from(
  { length: 40 },
  (_, at) => `第${at + 1}句话，说的是 number ${at + 1}。`,
);
const LONG = SENTENCES.join("");
const SECONDS = 80;

describe("a long recording", () => {
  it.each([
    ["WAV", async () => speakWav(LONG)],
    ["WAV of 24 kHz in stereo", async () => speakWav(LONG, { rate: 24_000, channels: 2 })],
    ["MP3 as iFlytek takes it", () => speakMp3(LONG)],
    ["MP3 that is decoded here", () => speakMp3(LONG, 24_000)],
  ])("is cut at pauses and joined again as %s", async (_case, speak) => {
    await using gateway = await startEar();
    const response = await askToWrite(gateway, await speak());
    const { text, usage } = await response.json();
    expect(text).toBe(LONG);
    expect(usage.seconds).toBeGreaterThan(SECONDS);
    const sessions = gateway.simulator.connections.length;
    expect(sessions).toBeGreaterThanOrEqual(Math.ceil(usage.seconds / 55));
    expect(response.headers.get("x-spark-sid")?.split(",")).toHaveLength(Math.min(8, sessions));
  });
});
