import { describe, expect, it } from "vitest";

import type { Gateway } from "../setup/gateway";
import { readSent } from "../setup/services";
import { askToWrite, speakMp3, speakWav, startEar } from "./dictating";

const FILE = speakWav("你好。");

type Fields = Record<string, string | readonly string[]>;

/** Returns what the first frame requested, and what the caller got. */
async function ask(gateway: Gateway, fields: Fields, file: Uint8Array = FILE) {
  const response = await askToWrite(gateway, file, fields);
  expect(response.status).toBe(200);
  return {
    sent: await readSent(gateway),
    ignored: response.headers.get("x-spark-ignored"),
    adjusted: response.headers.get("x-spark-adjusted"),
  };
}

describe("the request to iFlytek", () => {
  it("asks the large model for any language, the longest pause and timestamps", async () => {
    await using gateway = await startEar();
    const { sent, ignored } = await ask(gateway, {});
    expect(sent).toMatchObject({
      header: { app_id: "demo0001", status: 0 },
      parameter: {
        iat: {
          domain: "slm",
          language: "mul_cn",
          accent: "mandarin",
          eos: 60_000,
          vinfo: 1,
          result: { encoding: "utf8", compress: "raw", format: "json" },
        },
      },
      payload: {
        audio: {
          encoding: "raw",
          sample_rate: 16_000,
          channels: 1,
          bit_depth: 16,
          seq: 1,
          status: 0,
        },
      },
    });
    expect(ignored).toBeNull();
  });

  it("asks classic dictation for Mandarin, the longest pause and timestamps", async () => {
    await using gateway = await startEar();
    const { sent } = await ask(gateway, { model: "spark-iat" }, await speakMp3("你好。", 8000));
    expect(sent).toMatchObject({
      common: { app_id: "demo0001" },
      business: { language: "zh_cn", domain: "iat", accent: "mandarin", vad_eos: 10_000, vinfo: 1 },
      data: { status: 0, format: "audio/L16;rate=8000", encoding: "lame" },
    });
  });

  it.each([
    ["spark-asr", "en", { parameter: { iat: { ln: "en" } } }],
    ["spark-asr", "ZH-cn", { parameter: { iat: { ln: "zh" } } }],
    ["spark-asr", "tl", { parameter: { iat: { ln: "fil" } } }],
    ["spark-iat", "en", { business: { language: "en_us" } }],
  ])("asks %s for the language %s", async (model, language, expected) => {
    await using gateway = await startEar();
    expect((await ask(gateway, { model, language })).sent).toMatchObject(expected);
  });

  it("sends as many keywords as fit as hot words", async () => {
    await using gateway = await startEar();
    const few = await ask(gateway, { "keywords[]": ["讯飞", "星火|大模型"] });
    expect(few.sent).toMatchObject({ parameter: { iat: { dhw: "utf-8;讯飞|星火 大模型" } } });
    expect([few.ignored, few.adjusted]).toEqual([null, null]);
    gateway.simulator.clear();
    const words = Array.from({ length: 60 }, (_, at) => `${at}`.padStart(32, "词"));
    const many = await ask(gateway, { keywords: words });
    expect(many.adjusted).toBe("keywords=30");
  });

  it("omits fields that iFlytek does not know, and reports that to the caller", async () => {
    await using gateway = await startEar();
    const { ignored } = await ask(gateway, {
      prompt: "讯飞",
      temperature: "0.2",
      chunking_strategy: "auto",
      "known_speaker_names[]": "a",
      user: "me",
    });
    expect(ignored).toBe("prompt, temperature, chunking_strategy, known_speaker_names, user");
    gateway.simulator.clear();
    const older = await ask(gateway, { model: "spark-iat", "keywords[]": "讯飞", language: "" });
    expect(older.ignored).toBe("keywords");
  });
});

describe("an unsupported transcription field", () => {
  it.each<[string, Fields, string, string, RegExp]>([
    ["no model", { model: "" }, "model", "invalid_value", /`model`: is missing/],
    ["an unknown model", { model: "whisper-9" }, "model", "model_not_found", /whisper-9/],
    [
      "a model of chat",
      { model: "lite" },
      "model",
      "unsupported_parameter",
      /\/v1\/chat\/completions/,
    ],
    [
      "log probabilities",
      { "include[]": "logprobs" },
      "include",
      "unsupported_parameter",
      /log prob/,
    ],
    [
      "speakers",
      { response_format: "diarized_json" },
      "response_format",
      "unsupported_parameter",
      /speakers/,
    ],
    [
      "an unknown format",
      { response_format: "xml" },
      "response_format",
      "invalid_value",
      /json, text/,
    ],
    ["an unknown language", { language: "tlh" }, "language", "invalid_value", /one of zh, en, ja/],
    [
      "a language of the other model",
      { model: "spark-iat", language: "ja" },
      "language",
      "invalid_value",
      /one of zh, en/,
    ],
    ["a temperature", { temperature: "hot" }, "temperature", "invalid_value", /0 to 1/],
    ["a flag", { stream: "yes" }, "stream", "invalid_value", /"true" or "false"/],
    [
      "times without their format",
      { "timestamp_granularities[]": "word" },
      "timestamp_granularities",
      "invalid_value",
      /verbose_json/,
    ],
    [
      "times of letters",
      { response_format: "verbose_json", "timestamp_granularities[]": "letter" },
      "timestamp_granularities[0]",
      "invalid_value",
      /word/,
    ],
  ])("is rejected before anything is sent: %s", async (_case, fields, param, code, message) => {
    await using gateway = await startEar();
    const response = await askToWrite(gateway, FILE, fields);
    expect([400, 404]).toContain(response.status);
    const { error } = await response.json();
    expect(error).toMatchObject({ type: "invalid_request_error", param, code });
    expect(error.message).toMatch(message);
    expect(gateway.simulator.connections).toHaveLength(0);
  });
});
