import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DEMO_APP } from "../apps";
import { decodeText } from "../audio-codec/decode";
import { decodeMp3 } from "../audio-codec/mp3";
import { startSimulator, type Simulator } from "../simulator";
import { codeOf, talk, toAudio, toSamples } from "./client";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());
beforeEach(() => simulator.clear());

const PLACE = { path: "/v1/private/mcd9m97e6", host: "cbm01.cn-huabei-1.xf-yun.com" };

type Parts = { header?: object; tts?: object; audio?: object; text?: object; words?: string };
type Message = { header: object; parameter?: object; payload: object };

function toMessage(parts: Parts = {}, more: object = {}): Message {
  const { header, tts, audio, text, words = "你好。" } = parts;
  return {
    header: { app_id: DEMO_APP.appId, status: 2, ...header },
    parameter: {
      tts: {
        vcn: "x5_lingxiaoxuan_flow",
        audio: { encoding: "raw", sample_rate: 24_000, ...audio },
        ...tts,
      },
      ...more,
    },
    payload: { text: { status: 2, text: Buffer.from(words).toString("base64"), ...text } },
  };
}

const ask = (...messages: readonly (string | object)[]) => talk({ ...PLACE, simulator }, messages);

describe("simulated 超拟人: the answer", () => {
  test("begins with a frame that has only a header, and numbers the audio", async () => {
    const words = "第一句话。第二句话。第三句话。第四句话。";
    const { frames } = await ask(toMessage({ words }));
    const [first, ...rest] = frames;
    expect(first).toEqual({
      header: { code: 0, message: "success", sid: expect.stringMatching(/^aso/), status: 0 },
    });
    const pieces = rest.map(({ payload }) => payload?.audio);
    expect(pieces.map((piece) => piece?.seq)).toEqual(pieces.map((_, at) => at + 1));
    expect(pieces.at(-1)?.status).toBe(2);
    expect(rest[0]?.payload).not.toHaveProperty("pybuf");
    expect(decodeText(toSamples(toAudio(frames)), 24_000)).toBe(words);
  });

  test("sends pinyin only with rhy", async () => {
    const { frames } = await ask(toMessage({ tts: { rhy: 1 } }));
    expect(frames.at(-1)?.payload).toHaveProperty("pybuf");
  });

  test("speaks MP3, and at another rate", async () => {
    const { frames } = await ask(toMessage({ audio: { encoding: "lame", sample_rate: 16_000 } }));
    const { samples, rate } = await decodeMp3(toAudio(frames));
    expect([rate, decodeText(samples, rate)]).toEqual([16_000, "你好。"]);
  });

  test("accepts a text in several messages, and reads none after the last", async () => {
    const part = (status: number, words: string, seq: number): Message => {
      const message = toMessage({ header: { status }, text: { status, seq }, words });
      if (seq > 0) delete message.parameter;
      return message;
    };
    const { frames } = await ask(part(0, "一，", 0), part(1, "二，", 1), part(2, "三。", 2), "{");
    expect(decodeText(toSamples(toAudio(frames)), 24_000)).toBe("一，二，三。");
  });
});

describe("simulated 超拟人: rejections", () => {
  test.each<[what: string, message: string | object, code: number]>([
    ["what is no JSON", "{", 10160],
    ["no parameter", { ...toMessage(), parameter: undefined }, 10163],
    ["a field of its own", toMessage({ tts: { emotion: 1 } }), 10163],
    ["a rate of its own", toMessage({ audio: { sample_rate: 22_050 } }), 10163],
    ["an encoding of its own", toMessage({ audio: { encoding: "flac" } }), 10163],
    ["an oral block on an x5 voice", toMessage({}, { oral: { oral_level: "mid" } }), 10163],
    ["a status that the text does not have", toMessage({ text: { status: 1 } }), 10163],
    ["text that is no base64", toMessage({ text: { text: "你好" } }), 10161],
    ["no text", toMessage({ words: "" }), 10009],
    ["a tab", toMessage({ words: "a\tb" }), 10009],
    ["an emoji", toMessage({ words: "好😀" }), 10009],
    ["over 64 KB", toMessage({ words: "a".repeat(65_537) }), 10222],
    ["another's app_id", toMessage({ header: { app_id: "other" } }), 10313],
    ["a voice that is not granted", toMessage({ tts: { vcn: "x6_any_pro" } }), 11200],
    ["/simulate 26005", toMessage({ words: "/simulate 26005" }), 26005],
  ])("rejects %s", async (_, message, code) => {
    const { frames } = await ask(message);
    expect(frames.map(codeOf)).toEqual([code]);
  });

  test("gives up a client that stops in the middle of its text", async () => {
    const impatient = await startSimulator({ requestTimeoutMs: 50 });
    const message = toMessage({ header: { status: 0 }, text: { status: 0 } });
    const { frames } = await talk({ ...PLACE, simulator: impatient }, [message]);
    expect(frames.map(codeOf)).toEqual([10200]);
    await impatient.close();
  });
});
