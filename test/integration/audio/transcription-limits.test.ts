import { describe, expect, it } from "vitest";

import { DEMO_APP, DEMO_APPS } from "../../simulator/apps";
import { TRIPLE } from "./asking";
import { askToWrite, speakWav, startEar } from "./dictating";

const FILE = speakWav("你好，我有几秒钟的话要说。");
const LONG = speakWav(
  Array.from({ length: 60 }, (_, at) => `这是第${at}句话，说了很久。`).join(""),
);

const withKey = (key: string): RequestInit => ({ headers: { authorization: `Bearer ${key}` } });

describe("access to transcriptions", () => {
  it("allows callers with their own app, but no APIPassword", async () => {
    await using gateway = await startEar({ settings: { GATEWAY_API_KEYS: "gate" } });
    expect((await askToWrite(gateway, FILE, {}, withKey(TRIPLE))).status).toBe(200);
    expect((await askToWrite(gateway, FILE, {}, withKey("wrong"))).status).toBe(401);
    const response = await askToWrite(gateway, FILE, {}, withKey("key:secret"));
    expect((await response.json()).error).toMatchObject({
      code: "unsupported_parameter",
      param: "model",
      message: expect.stringContaining("Only a signed WebSocket serves the model `spark-asr`"),
    });
  });

  it("reports a service that no app of the server includes, or that iFlytek has not opened", async () => {
    const app = { appId: DEMO_APP.appId, apiKey: DEMO_APP.apiKey, apiSecret: DEMO_APP.apiSecret };
    await using unlisted = await startEar({
      settings: {
        APP_ID: "",
        API_KEY: "",
        API_SECRET: "",
        API_PASSWORD: "",
        SPARK_APPS: JSON.stringify([{ ...app, services: ["chat"] }]),
      },
    });
    const first = await askToWrite(unlisted, FILE);
    expect([first.status, (await first.json()).error.code]).toEqual([403, "model_not_authorized"]);

    await using gateway = await startEar();
    const lite = DEMO_APPS.find(({ grants }) => grants?.includes("lite"));
    const key = `${lite?.appId}:${lite?.apiSecret}:${lite?.apiKey}`;
    const second = await askToWrite(gateway, FILE, { model: "spark-iat" }, withKey(key));
    expect(second.status).toBe(403);
    expect((await second.json()).error.message).toContain("语音听写");
  });

  it("respects SERVER_MODELS", async () => {
    await using gateway = await startEar({ settings: { SERVER_MODELS: "spark-iat" } });
    expect((await askToWrite(gateway, FILE, { model: "spark-iat" })).status).toBe(200);
    expect((await askToWrite(gateway, FILE)).status).toBe(403);
  });
});

describe("TRANSCRIPTION_BUDGET", () => {
  it("counts seconds of the recording, rounded up", async () => {
    await using gateway = await startEar({ settings: { TRANSCRIPTION_BUDGET: "6/day" } });
    const first = await askToWrite(gateway, FILE);
    const { usage } = await first.json();
    expect(usage.seconds).toBeGreaterThan(3);
    expect((await askToWrite(gateway, FILE)).status).toBe(200);
    const third = await askToWrite(gateway, FILE);
    expect(third.status).toBe(429);
    expect((await third.json()).error).toMatchObject({
      code: "insufficient_quota",
      message: expect.stringContaining("seconds"),
    });
    expect((await askToWrite(gateway, FILE, {}, withKey(TRIPLE))).status).toBe(200);
  });

  it("gives back what was reserved for rejected requests", async () => {
    await using gateway = await startEar({ settings: { TRANSCRIPTION_BUDGET: "3/day" } });
    expect((await askToWrite(gateway, speakWav("/simulate 11201\n"))).status).toBe(429);
    expect((await askToWrite(gateway, FILE)).status).toBe(200);
  });
});

describe("an app's recognition concurrency", () => {
  it.each([1, 2])("respects a concurrency of %i that the operator set", async (concurrency) => {
    const apps = [{ ...DEMO_APP, concurrency }];
    await using gateway = await startEar({
      settings: { APP_CONCURRENCY: String(concurrency) },
      simulator: { apps },
    });
    const response = await askToWrite(gateway, LONG);
    expect(response.status).toBe(200);
    expect((await response.json()).text).toContain("这是第59句话");
  });

  it("detects a limit that only iFlytek knows", async () => {
    await using gateway = await startEar({
      simulator: { apps: [{ ...DEMO_APP, concurrency: 1 }] },
    });
    const response = await askToWrite(gateway, LONG, {}, withKey(TRIPLE));
    expect((await response.json()).text).toContain("这是第59句话");
  });
});

it("logs a line without a word of the transcript", async () => {
  await using gateway = await startEar();
  await askToWrite(gateway, FILE);
  const line = gateway.log.find(({ msg }) => msg === "request") ?? gateway.log.at(-1);
  expect(line).toMatchObject({
    route: "/v1/audio/transcriptions",
    model: "spark-asr",
    status: 200,
    audio_seconds: expect.any(Number),
    sid: expect.stringMatching(/^ase/),
  });
  expect(JSON.stringify(gateway.log)).not.toContain("你好");
});
