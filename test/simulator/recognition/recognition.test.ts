import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DEMO_APP, DEMO_APPS } from "../apps";
import { type Simulator, startSimulator } from "../simulator";
import { iatMessages, RATE, slmMessages, speech, talk, toFrames, toResult } from "./client";

const clock = { now: Date.now() };
let simulator: Simulator;
beforeEach(async () => {
  clock.now = Date.now();
  simulator = await startSimulator({ now: () => clock.now });
});
afterEach(() => simulator.close());

/** In real time. */
const before = () => void (clock.now += 40);
const iat = (messages: readonly unknown[]) =>
  talk(simulator, { path: "/v2/iat", messages, before });
const slm = (messages: readonly unknown[]) => talk(simulator, { path: "/v1", messages, before });
const silence = (seconds: number) => toFrames(new Int16Array(seconds * RATE));

const FIRST = speech("你好，世界。This is it.");

describe("simulated recognition", () => {
  test("reads the text in the audio, in several result frames, the last of which is empty", async () => {
    for (const { heard, text } of [await iat(iatMessages(FIRST)), await slm(slmMessages(FIRST))]) {
      expect(text).toBe("你好，世界。This is it.");
      const results = heard.map(toResult).filter(Boolean);
      expect(results.length).toBeGreaterThan(2);
      expect(results.at(-1)).toMatchObject({ ls: true, ws: [] });
      expect(results.map(({ sn }) => sn)).toEqual(results.map((_, at) => at + 1));
    }
  });

  test("checks the host in the query, whatever the Host header says", async () => {
    const talking = { path: "/v2/iat", messages: iatMessages(FIRST), before } as const;
    const { text } = await talk(simulator, { ...talking, host: "ws-api.xfyun.cn" });
    expect(text).toBe("你好，世界。This is it.");
    const [stranger] = DEMO_APPS.slice(1);
    const wrong = { ...DEMO_APP, apiSecret: stranger?.apiSecret ?? "" };
    await expect(talk(simulator, { ...talking, app: wrong })).rejects.toThrow("401");
  });

  test("sends a frame with only a header first, for the large model", async () => {
    const { heard } = await slm(slmMessages(FIRST));
    expect(heard[0]).toEqual({
      header: { code: 0, message: "success", sid: expect.stringMatching(/^ase/), status: 0 },
    });
  });

  test("returns times of words, and of stretches with vinfo", async () => {
    const { heard } = await iat(iatMessages([...silence(1), ...FIRST], { vinfo: 1 }));
    const [first] = heard.map(toResult);
    expect(first.ws[0].bg).toBeGreaterThan(95);
    expect(first.vad.ws[0].bg).toBeLessThanOrEqual(first.ws[0].bg);
    expect(first.vad.ws[0].ed).toBeGreaterThan(first.ws.at(-1).bg);
    expect((await iat(iatMessages(FIRST))).heard.map(toResult)[0].vad).toBeUndefined();
  });

  test("corrects itself with wpgs: a shorter replacement", async () => {
    const { heard } = await iat(iatMessages(speech("你好。"), { dwa: "wpgs", vinfo: 1 }));
    const results = heard.map(toResult);
    expect(results.map(({ pgs, rg }) => [pgs, rg])).toEqual([
      ["apd", undefined],
      ["rpl", [1, 1]],
      ["apd", undefined],
    ]);
    expect(results[1].ws.length).toBeLessThan(results[0].ws.length);
    expect(results.some(({ vad }) => vad)).toBe(false);
  });

  test("ends by itself after a silence of vad_eos, and reports that to later frames", async () => {
    const frames = [...speech("前。"), ...silence(4), ...speech("后。")];
    const { text, heard, error } = await iat(iatMessages(frames, { vad_eos: 2000 }));
    expect([text, error]).toEqual(["前。", null]);
    expect(heard.at(-1)).toMatchObject({ data: { status: 2 } });
    expect((await iat(iatMessages(frames, { vad_eos: 5000 }))).text).toBe("前。后。");
    expect((await slm(slmMessages(frames))).text).toBe("前。");
  });

  test("loses words when the audio arrives faster than real time", async () => {
    const long = speech("一二三四五六七八九十。".repeat(4));
    const messages = iatMessages(long);
    const fast = await talk(simulator, { path: "/v2/iat", messages });
    const slow = await iat(messages);
    expect(slow.text).toBe("一二三四五六七八九十。".repeat(4));
    expect(fast.text.length).toBeLessThan(slow.text.length);
  });

  test("describes sound without text by its length and loudness", async () => {
    const noise = Int16Array.from({ length: 2 * RATE }, (_, at) => 8000 * Math.sin(at * at));
    expect((await iat(iatMessages(toFrames(noise)))).text).toMatch(/2\.0 秒的声音，响度 1\d%/);
    expect((await iat(iatMessages(silence(2)))).text).toBe("");
  });
});

describe("simulated recognition: rejections", () => {
  const [first = {}, second = {}] = iatMessages(FIRST);
  const [head = {}, next = {}] = slmMessages(FIRST);
  const long = Buffer.alloc(9753).toString("base64");

  test.each<[string, readonly unknown[], readonly [number, string]]>([
    ["no JSON", ["{"], [10_160, "parse request json error"]],
    ["another first frame", [second], [10_165, "invalid handle"]],
    ["another app", [{ ...first, common: { app_id: "x" } }], [10_313, "invalid appid"]],
    [
      "an unknown parameter",
      iatMessages(FIRST, { speed: 1 }),
      [10_163, "param validate error:'$.business.speed' is not allowed"],
    ],
    [
      "vad_eos over 10 s",
      iatMessages(FIRST, { vad_eos: 10_001 }),
      [10_163, "param validate error:'$.business.vad_eos' value must be less or equal than 10000"],
    ],
    [
      "a long frame",
      [first, { data: { status: 1, audio: long } }],
      [10_163, "param validate error:length of $.data.audio must be between 0,13000"],
    ],
    [
      "no base64",
      [first, { data: { status: 1, audio: "%%%" } }],
      [10_161, "parse base64 string error"],
    ],
    [
      "a second beginning",
      [first, first],
      [10_163, "param validate error:'$.common' is not allowed"],
    ],
    [
      "a compressed file as raw",
      iatMessages([Buffer.from("ID3.".repeat(300))]),
      [10_043, "Syscall AudioCodingDecode error"],
    ],
  ])("rejects, by classic dictation: %s", async (_case, messages, expected) => {
    expect((await iat(messages)).error).toEqual(expected);
  });

  test("rejects more than 60 seconds of sound", async () => {
    const tone = toFrames(Int16Array.from({ length: 61 * RATE }, (_, at) => 9000 * Math.sin(at)));
    expect((await iat(iatMessages(tone))).error).toEqual([10_114, "session timeout"]);
    expect((await slm(slmMessages(tone))).error).toEqual([10_014, "session timeout"]);
  });

  test.each<[string, readonly unknown[], readonly [number, string]]>([
    [
      "no parameter",
      [{ ...head, parameter: undefined }],
      [10_163, "param validate error:'$.parameter' is required"],
    ],
    ["another first frame", [next], [10_165, "invalid handle"]],
    [
      "another order",
      [head, head],
      [10_163, "param validate error:'$.header.status' is not allowed"],
    ],
    [
      "a gap",
      [head, ...slmMessages(FIRST).slice(2)],
      [10_163, "param validate error:'$.payload.audio.seq' is out of order"],
    ],
    [
      "an unknown language",
      slmMessages(FIRST, { ln: "tlh" }),
      [10_163, expect.stringMatching(/ln' value must be one of/)],
    ],
    [
      "eos over a minute",
      slmMessages(FIRST, { eos: 60_001 }),
      [10_163, expect.stringMatching(/eos' value must be less/)],
    ],
    ["another app", slmMessages(FIRST, {}, { ...DEMO_APP, appId: "x" }), [10_313, "invalid appid"]],
  ])("rejects, by the large model: %s", async (_case, messages, expected) => {
    expect((await slm(messages)).error).toEqual(expected);
  });

  test("rejects an app without the service, without a quota, or with too many sessions", async () => {
    const [, , exhausted, lite] = DEMO_APPS;
    for (const [app, code] of [
      [lite, 11_200],
      [exhausted, 11_201],
    ] as const) {
      if (!app) throw new Error("an app is missing");
      const messages = iatMessages(FIRST, {}, app);
      expect((await talk(simulator, { path: "/v2/iat", app, messages })).error?.[0]).toBe(code);
    }
    const busy = await startSimulator({ apps: [{ ...DEMO_APP, concurrency: 0 }] });
    const refused = await talk(busy, { path: "/v1", messages: slmMessages(FIRST) });
    await busy.close();
    expect(refused.error).toEqual([10_010, "service license not enough"]);
  });

  test("rejects a client that sends nothing for ten seconds", async () => {
    const impatient = await startSimulator({
      now: () => clock.now,
      wait: async (ms) => void (clock.now += ms),
    });
    const { error } = await talk(impatient, {
      path: "/v2/iat",
      messages: iatMessages(FIRST).slice(0, 1),
    });
    await impatient.close();
    expect(error).toEqual([10_200, "read data timeout"]);
  });
});
