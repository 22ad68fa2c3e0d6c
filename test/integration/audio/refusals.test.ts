import { describe, expect, it } from "vitest";

import { DEMO_APP } from "../../simulator/apps";
import { startGateway } from "../setup/gateway";
import { askToSpeak, TRIPLE } from "./asking";

describe("POST /v1/audio/speech: bad requests", () => {
  it.each<
    [what: string, fields: Record<string, unknown>, code: string, param: string, words: string]
  >([
    ["no model", { model: null }, "invalid_value", "model", "is missing"],
    ["no input", { input: null }, "invalid_value", "input", "is missing"],
    ["an empty input", { input: "" }, "invalid_value", "input", "empty"],
    ["white space alone", { input: " \n" }, "invalid_value", "input", "empty"],
    ["an input that is no text", { input: ["a"] }, "invalid_value", "input", "string"],
    ["4,097 characters", { input: "好".repeat(4097) }, "invalid_value", "input", "4096 characters"],
    ["emoji alone", { model: "tts-1-hd", input: "👍" }, "invalid_value", "input", "nothing in it"],
    [
      "opus",
      { response_format: "opus" },
      "unsupported_parameter",
      "response_format",
      "mp3, wav, pcm",
    ],
    [
      "aac",
      { response_format: "aac" },
      "unsupported_parameter",
      "response_format",
      "mp3, wav, pcm",
    ],
    [
      "flac",
      { response_format: "flac" },
      "unsupported_parameter",
      "response_format",
      "mp3, wav, pcm",
    ],
    ["an unknown format", { response_format: "ogg" }, "invalid_value", "response_format", "mp3"],
    ["a speed too low", { speed: 0.2 }, "invalid_value", "speed", ">=0.25"],
    ["a speed too high", { speed: 4.1 }, "invalid_value", "speed", "<=4"],
    [
      "a stream format of its own",
      { stream_format: "ndjson" },
      "invalid_value",
      "stream_format",
      "sse",
    ],
    ["a voice that is no name", { voice: "小燕 1" }, "invalid_value", "voice", "name of a voice"],
    ["a chat model", { model: "lite" }, "unsupported_parameter", "model", "/v1/chat/completions"],
    [
      "an ear",
      { model: "whisper-1" },
      "unsupported_parameter",
      "model",
      "/v1/audio/transcriptions",
    ],
  ])("rejects %s with 400", async (_, fields, code, param, words) => {
    await using gateway = await startGateway();
    const response = await askToSpeak(gateway, fields);
    const { error } = await response.json();
    expect([response.status, error.code, error.param]).toEqual([400, code, param]);
    expect(error.message).toContain(words);
    expect(gateway.simulator.connections).toHaveLength(0);
  });

  it("accepts 4,096 emoji, which are twice as many UTF-16 units", async () => {
    await using gateway = await startGateway();
    const response = await askToSpeak(gateway, { input: "😀".repeat(4096) });
    expect(response.status).toBe(200);
    await response.body?.cancel();
  });

  it("rejects speech models on the chat route, and names their own route", async () => {
    await using gateway = await startGateway();
    const response = await gateway.post({
      model: "tts-1",
      messages: [{ role: "user", content: "a" }],
    });
    const { error } = await response.json();
    expect([response.status, error.code, error.param]).toEqual([
      400,
      "unsupported_parameter",
      "model",
    ]);
    expect(error.message).toContain("/v1/audio/speech");
  });

  it("rejects an APIPassword, an unknown model, and a body that is not JSON", async () => {
    await using gateway = await startGateway();
    const headers = { authorization: `Bearer ${DEMO_APP.apiPassword}` };
    const signed = await askToSpeak(gateway, {}, { headers });
    expect([signed.status, (await signed.json()).error]).toMatchObject([
      400,
      { code: "unsupported_parameter", param: "model" },
    ]);
    const unknown = await askToSpeak(gateway, { model: "tts-9" });
    expect([unknown.status, (await unknown.json()).error.code]).toEqual([404, "model_not_found"]);
    expect((await askToSpeak(gateway, {}, { body: "{" })).status).toBe(400);
    expect(gateway.simulator.connections).toHaveLength(0);
  });

  it.each([
    ["GET", 405],
    ["HEAD", 405],
    ["DELETE", 405],
    ["OPTIONS", 204],
  ])("answers %s with %d", async (method, status) => {
    await using gateway = await startGateway();
    const response = await gateway.fetch("/v1/audio/speech", { method });
    expect(response.status).toBe(status);
    if (status === 405) expect(response.headers.get("allow")).toBe("POST");
  });

  it("has no route for translations", async () => {
    await using gateway = await startGateway();
    const response = await gateway.fetch("/v1/audio/translations", { method: "POST", body: "{}" });
    expect([response.status, (await response.json()).error.code]).toEqual([404, "not_found"]);
  });
});

describe("POST /v1/audio/speech: credentials", () => {
  it("speaks with the caller's own app", async () => {
    await using gateway = await startGateway({ settings: { GATEWAY_API_KEYS: "gw" } });
    const headers = { authorization: `Bearer ${TRIPLE}` };
    expect((await askToSpeak(gateway, {}, { headers })).status).toBe(200);
    expect((await askToSpeak(gateway)).status).toBe(401);
  });

  it("reports a rejected APP_ID as 401 to the caller who owns it, and as 502 for the server's", async () => {
    const [, ...rest] = TRIPLE.split(":");
    await using gateway = await startGateway({ settings: { APP_ID: "other" } });
    const server = await askToSpeak(gateway);
    expect([server.status, (await server.json()).error.code]).toEqual([502, "upstream_auth"]);
    const headers = { authorization: `Bearer ${["wrong", ...rest].join(":")}` };
    const caller = await askToSpeak(gateway, {}, { headers });
    expect([caller.status, (await caller.json()).error.code]).toEqual([401, "invalid_api_key"]);
  });

  it("names the service and the console when no app of the server includes speech", async () => {
    const { appId, apiSecret, apiKey } = DEMO_APP;
    const SPARK_APPS = JSON.stringify([{ appId, apiSecret, apiKey, services: ["chat"] }]);
    const none = { APP_ID: "", API_SECRET: "", API_KEY: "", API_PASSWORD: "" };
    await using gateway = await startGateway({ settings: { ...none, SPARK_APPS } });
    const response = await askToSpeak(gateway, { model: "spark-tts-hd" });
    const { error } = await response.json();
    expect([response.status, error.code]).toEqual([403, "model_not_authorized"]);
    expect(error.message).toContain("超拟人语音合成");
  });

  it("respects SERVER_MODELS", async () => {
    await using gateway = await startGateway({ settings: { SERVER_MODELS: "lite,tts-1" } });
    expect((await askToSpeak(gateway)).status).toBe(200);
    const response = await askToSpeak(gateway, { model: "tts-1-hd" });
    expect([response.status, (await response.json()).error.code]).toEqual([
      403,
      "model_not_authorized",
    ]);
  });
});
