import { describe, expect, it } from "vitest";

import { askToWrite, speakMp3, speakWav, startEar } from "./dictating";

const MODELS = ["spark-asr", "spark-iat", "whisper-1"] as const;
const WORDS = "你好，世界！This is heard by 讯飞。";

describe("POST /v1/audio/transcriptions", () => {
  it.each(MODELS)("transcribes a WAV file with %s", async (model) => {
    await using gateway = await startEar();
    const response = await askToWrite(gateway, speakWav(WORDS), { model });
    expect([response.status, response.headers.get("content-type")]).toEqual([
      200,
      "application/json",
    ]);
    expect(response.headers.get("x-spark-sid")).toMatch(/^(?:iat|ase)\w+@dx\w+$/);
    expect(await response.json()).toEqual({
      text: WORDS,
      usage: { type: "duration", seconds: expect.any(Number) },
    });
  });

  it.each([16_000, 24_000, 44_100])("transcribes an MP3 file at %i Hz", async (rate) => {
    await using gateway = await startEar();
    const response = await askToWrite(gateway, await speakMp3(WORDS, rate));
    expect(await response.json()).toMatchObject({ text: WORDS });
  });
});
