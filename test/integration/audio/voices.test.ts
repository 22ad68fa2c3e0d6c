import { describe, expect, it } from "vitest";

import { startGateway } from "../setup/gateway";
import { askToSpeak } from "./asking";

const OPENAI = [
  "alloy",
  "ash",
  "ballad",
  "cedar",
  "coral",
  "echo",
  "fable",
  "marin",
  "nova",
  "onyx",
];
const MORE = ["sage", "shimmer", "verse"];

async function tell(fields: object, settings: Record<string, string> = {}) {
  await using gateway = await startGateway({ settings });
  const response = await askToSpeak(gateway, { ...fields });
  await response.arrayBuffer();
  return {
    status: response.status,
    adjusted: response.headers.get("x-spark-adjusted"),
    ignored: response.headers.get("x-spark-ignored"),
  };
}

describe("POST /v1/audio/speech: voices", () => {
  it.each([...OPENAI, ...MORE])("uses a free voice for OpenAI's %s", async (voice) => {
    for (const [model, known] of [
      ["spark-tts", /^voice=(?:xiaoyan|ais\w+)$/],
      ["spark-tts-hd", /^voice=x5_\w+_flow$/],
    ] as const) {
      const { status, adjusted } = await tell({ model, voice });
      expect([status, adjusted]).toEqual([200, expect.stringMatching(known)]);
    }
  });

  it.each([
    ["takes iFlytek's own voice as it is", { voice: "aisxping" }, null],
    ["takes a voice as an object", { voice: { id: "aisxping" } }, null],
    ["speaks with the first free voice when none is asked for", {}, "voice=xiaoyan"],
    ["finds a name whatever its case", { voice: "Alloy" }, "voice=xiaoyan"],
  ])("%s", async (_, fields, adjusted) => {
    expect(await tell(fields)).toMatchObject({ status: 200, adjusted });
  });

  it("prefers the operator's names, those of one model first", async () => {
    const SPEECH_VOICES = JSON.stringify({
      alloy: "aisjiuxu",
      "my-voice": "aisjinger",
      "tts-1-hd": { alloy: "x5_lingfeiyi_flow" },
    });
    const settings = { SPEECH_VOICES };
    const ask = async (fields: object) => (await tell(fields, settings)).adjusted;
    expect(await ask({ voice: "alloy" })).toBe("voice=aisjiuxu");
    expect(await ask({ voice: "my-voice" })).toBe("voice=aisjinger");
    expect(await ask({ voice: "alloy", model: "spark-tts-hd" })).toBe("voice=x5_lingfeiyi_flow");
    expect(await ask({ voice: "nova", model: "spark-tts-hd" })).toBe("voice=x5_lingyuzhao_flow");
  });

  it.each([
    ['{"spark-image": {"alloy": "xiaoyan"}}', "SPEECH_VOICES: spark-image is none of spark-tts, "],
    ['{"alloy": "no voice"}', "SPEECH_VOICES must be a JSON object of name → voice"],
    ["alloy=xiaoyan", "SPEECH_VOICES must be a JSON object of name → voice"],
  ])("stops at startup for SPEECH_VOICES=%s", async (SPEECH_VOICES, message) => {
    await expect(startGateway({ settings: { SPEECH_VOICES } })).rejects.toThrow(message);
  });

  it("names the voice that is not authorised, and the console", async () => {
    await using gateway = await startGateway();
    const response = await askToSpeak(gateway, { voice: "x4_yezi" });
    const { error } = await response.json();
    expect([response.status, error.code]).toEqual([403, "model_not_authorized"]);
    expect(error.message).toMatch(
      /`x4_yezi` of 在线语音合成.*console\.xfyun\.cn.*\(Spark 11200, sid tts/,
    );
    expect(response.headers.get("x-should-retry")).toBe("false");
  });
});

describe("POST /v1/audio/speech: what is adjusted and ignored", () => {
  const voice = "xiaoyan";

  it.each([
    [{ speed: 1 }, null],
    [{ speed: 0.25 }, "speed=0"],
    [{ speed: 0.5 }, "speed=0"],
    [{ speed: 1.5 }, "speed=79"],
    [{ speed: 4 }, "speed=100"],
    [{ response_format: "pcm" }, "response_format=pcm resampled from 16000 Hz"],
    [{ response_format: "wav" }, null],
  ])("reports %j as %j", async (fields, adjusted) => {
    expect((await tell({ voice, ...fields })).adjusted).toBe(adjusted);
  });

  it("removes emoji if the service does not accept them, and reports that", async () => {
    const hd = { model: "spark-tts-hd", voice: "x5_lingfeiyi_flow" };
    expect(await tell({ ...hd, input: "好👍🏽的\t🇨🇳。" })).toMatchObject({
      status: 200,
      adjusted: "input=without emoji",
    });
    expect((await tell({ voice, input: "好👍🏽的。" })).adjusted).toBeNull();
  });

  it("reports instructions and unknown fields as ignored", async () => {
    const fields = { voice, instructions: "Speak like a pirate.", language: "zh" };
    expect((await tell(fields)).ignored).toBe("instructions, language");
  });
});
