import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DEMO_APP, type SparkApp } from "../apps";
import { decodeText } from "../audio-codec/decode";
import { decodeMp3 } from "../audio-codec/mp3";
import { startSimulator, type Simulator } from "../simulator";
import { codeOf, type Dialled, talk, toAudio, toSamples } from "./client";

const NOW = Date.parse("2026-11-29T00:00:00Z");
const SPENT: SparkApp = { appId: "s", apiKey: "s-key", apiSecret: "s-secret", spent: true };
const MUTE: SparkApp = { appId: "m", apiKey: "m-key", apiSecret: "m-secret", grants: ["lite"] };
const RICH: SparkApp = { appId: "r", apiKey: "r-key", apiSecret: "r-secret", voices: ["x4_yezi"] };
const BUSY: SparkApp = { appId: "b", apiKey: "b-key", apiSecret: "b-secret", qps: 0 };
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({
    now: () => NOW,
    apps: [DEMO_APP, SPENT, MUTE, RICH, BUSY],
  });
});
afterAll(() => simulator.close());
beforeEach(() => simulator.clear());

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const toMessage = (business: object = {}, text = base64("你好。"), rest: object = {}) => ({
  common: { app_id: DEMO_APP.appId },
  business: { aue: "raw", vcn: "xiaoyan", tte: "UTF8", ...business },
  data: { status: 2, text },
  ...rest,
});

const ask = (message: string | object, dialled: Partial<Dialled> = {}) =>
  talk(
    {
      simulator,
      path: "/v2/tts",
      host: "tts-api.xfyun.cn",
      date: new Date(NOW).toUTCString(),
      ...dialled,
    },
    [message],
  );

describe("simulated online TTS: the handshake", () => {
  test("checks the host in the query, whatever the Host header says", async () => {
    const dialled = { host: "ws-api.xfyun.cn", hostHeader: "tts-api.xfyun.cn" };
    expect((await ask(toMessage(), dialled)).status).toBe(101);
  });

  test("rejects a wrong secret, an unknown key and an old date", async () => {
    const app = { ...DEMO_APP, apiSecret: "another" };
    expect((await ask(toMessage(), { app })).status).toBe(401);
    expect((await ask(toMessage(), { app: { ...app, apiKey: "nobody's" } })).status).toBe(401);
    const date = new Date(NOW - 301_000).toUTCString();
    expect((await ask(toMessage(), { date })).status).toBe(403);
  });
});

describe("simulated online TTS: the answer", () => {
  test("begins with a frame without data, and counts the spoken bytes", async () => {
    const text = "第一句话。第二句话。第三句话。第四句话。";
    const { frames } = await ask(toMessage({}, base64(text)));
    const [first, ...rest] = frames;
    expect(first).toEqual({ code: 0, message: "success", sid: expect.any(String), data: null });
    expect(first?.sid).toMatch(/^tts/);
    const counted = rest.map(({ data }) => Number(data?.ced));
    expect(counted).toEqual(counted.toSorted((a, b) => a - b));
    expect(counted.at(-1)).toBe(Buffer.byteLength(text));
    expect(rest.map(({ data }) => data?.status)).toEqual([...rest.slice(1).map(() => 1), 2]);
    expect(decodeText(toSamples(toAudio(frames)), 16_000)).toBe(text);
  });

  test("streams MP3 only with sfl, and otherwise sends it whole at the end", async () => {
    const text = base64("第一句话。第二句话。第三句话。");
    const streamed = await ask(toMessage({ aue: "lame", sfl: 1 }, text));
    const whole = await ask(toMessage({ aue: "lame" }, text));
    expect(streamed.frames.length).toBeGreaterThan(3);
    expect(whole.frames).toHaveLength(2);
    for (const { frames } of [streamed, whole]) {
      const { samples, rate } = await decodeMp3(toAudio(frames));
      expect(decodeText(samples, rate)).toBe("第一句话。第二句话。第三句话。");
    }
  });

  test("takes longer for a slower voice, and at 8 kHz", async () => {
    const at = async (speed: number) => toAudio((await ask(toMessage({ speed }))).frames).length;
    expect(await at(0)).toBeGreaterThan(await at(50));
    expect(await at(50)).toBeGreaterThan(await at(100));
    const { frames } = await ask(toMessage({ auf: "audio/L16;rate=8000" }));
    expect(decodeText(toSamples(toAudio(frames)), 8000)).toBe("你好。");
  });

  test("reads text in the encoding that tte names", async () => {
    const { frames } = await ask(
      toMessage({ tte: "UNICODE" }, Buffer.from("你好", "utf16le").toString("base64")),
    );
    expect(decodeText(toSamples(toAudio(frames)), 16_000)).toBe("你好");
  });
});

describe("simulated online TTS: rejections", () => {
  test.each<[what: string, message: string | object, code: number]>([
    ["what is no JSON", "{", 10160],
    ["a message without a voice", toMessage({ vcn: undefined }), 10006],
    ["a message without aue", toMessage({ aue: undefined }), 10006],
    ["a message without text", toMessage({}, "", { data: { status: 2 } }), 10006],
    ["an unknown aue", toMessage({ aue: "opus" }), 10007],
    ["an unknown auf", toMessage({ auf: "audio/L16;rate=24000" }), 10007],
    ["text whose encoding is not said", toMessage({ tte: undefined }), 10007],
    ["a speed that is no number", toMessage({ speed: "50" }), 10163],
    ["a speed over 100", toMessage({ speed: 101 }), 10163],
    ["reg as a number", toMessage({ reg: 0 }), 10163],
    ["bgs as a string", toMessage({ bgs: "0" }), 10163],
    ["a field of its own", toMessage({ emotion: "happy" }), 10163],
    ["another status", toMessage({}, "", { data: { status: 0, text: base64("a") } }), 10163],
    ["text that is no base64", toMessage({}, "你好"), 10161],
    ["no text", toMessage({}, ""), 10109],
    ["8,000 bytes", toMessage({}, base64("a".repeat(8000))), 10109],
    ["another's app_id", toMessage({}, base64("a"), { common: { app_id: "other" } }), 10313],
    ["a voice that is not granted", toMessage({ vcn: "x4_yezi" }), 11200],
    ["/simulate 10222", toMessage({}, base64("a\n/simulate 10222")), 10222],
    ["/simulate nonsense", toMessage({}, base64("/simulate nonsense")), 10007],
  ])("rejects %s after the handshake", async (_, message, code) => {
    const { status, frames } = await ask(message);
    expect([status, frames.map(codeOf)]).toEqual([101, [code]]);
    expect(frames[0]).not.toHaveProperty("data");
  });

  test.each<[what: string, app: SparkApp, voice: string, code: number]>([
    ["an app without the service", MUTE, "xiaoyan", 11200],
    ["an app that is spent", SPENT, "xiaoyan", 11201],
    ["an app over its rate", BUSY, "xiaoyan", 11202],
    ["nobody whose voice it is", RICH, "x4_yezi", 0],
  ])("rejects %s", async (_, app, vcn, code) => {
    const { frames } = await ask(
      toMessage({ vcn }, base64("a"), { common: { app_id: app.appId } }),
      { app },
    );
    expect(codeOf(frames[0] ?? {})).toBe(code);
  });

  test("accepts 7,999 bytes", async () => {
    const { frames } = await ask(
      toMessage({ speed: 100 }, base64(`${"a".repeat(7990)}\n/simulate 10009`)),
    );
    expect(frames.map(codeOf)).toEqual([10109]);
    const text = `${"a".repeat(7982)}\n/simulate 10009`;
    expect(Buffer.byteLength(text)).toBe(7998);
    expect((await ask(toMessage({}, base64(text)))).frames.map(codeOf)).toEqual([10009]);
  });
});
