import { describe, expect, it } from "vitest";

import { startGateway } from "../setup/gateway";
import { readSent } from "../setup/services";
import { askToSpeak, hear, hearBytes, readEvents } from "./asking";

const MODELS = ["spark-tts", "spark-tts-hd"] as const;
const FORMATS = ["mp3", "wav", "pcm"] as const;
const WORDS = "你好，世界！This is spoken by 讯飞。";

describe("POST /v1/audio/speech", () => {
  it.each(MODELS.flatMap((model) => FORMATS.map((format) => [model, format] as const)))(
    "speaks with %s as %s, and the text can be recognised",
    async (model, format) => {
      await using gateway = await startGateway();
      const response = await askToSpeak(gateway, { model, input: WORDS, response_format: format });
      expect(response.status).toBe(200);
      expect(response.headers.get("x-spark-sid")).toMatch(/^(?:tts|aso)\w+@dx\w+$/);
      expect(response.headers.get("cache-control")).toBe("no-cache, no-transform");
      expect(await hear(response)).toBe(WORDS);
    },
  );

  it("returns MP3 when the format is absent or null", async () => {
    await using gateway = await startGateway();
    for (const response_format of [undefined, null]) {
      const response = await askToSpeak(gateway, { response_format });
      expect(response.headers.get("content-type")).toBe("audio/mpeg");
      expect(await hear(response)).toBe("你好。");
    }
  });

  it("sends the older service the request that its page documents", async () => {
    await using gateway = await startGateway();
    await hear(await askToSpeak(gateway, { voice: "aisjiuxu", speed: 2 }));
    expect(await readSent(gateway)).toEqual({
      common: { app_id: "demo0001" },
      business: {
        aue: "lame",
        sfl: 1,
        auf: "audio/L16;rate=16000",
        vcn: "aisjiuxu",
        speed: 100,
        tte: "UTF8",
      },
      data: { status: 2, text: Buffer.from("你好。").toString("base64") },
    });
  });

  it("sends the newer service the request that its page documents", async () => {
    await using gateway = await startGateway();
    await hear(await askToSpeak(gateway, { model: "tts-1-hd", response_format: "pcm" }));
    expect(await readSent(gateway)).toEqual({
      header: { app_id: "demo0001", status: 2 },
      parameter: {
        tts: {
          vcn: "x5_lingxiaoxuan_flow",
          speed: 50,
          audio: {
            encoding: "raw",
            sample_rate: 24_000,
            channels: 1,
            bit_depth: 16,
            frame_size: 0,
          },
        },
      },
      payload: {
        text: {
          encoding: "utf8",
          compress: "raw",
          format: "plain",
          status: 2,
          seq: 0,
          text: Buffer.from("你好。").toString("base64"),
        },
      },
    });
  });

  it("streams events with the audio, and the characters at the end", async () => {
    await using gateway = await startGateway();
    const response = await askToSpeak(gateway, { input: WORDS, stream_format: "sse" });
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    const events = readEvents(await response.text());
    const pieces = events.slice(0, -1);
    expect(new Set(pieces.map(({ type }) => type))).toEqual(new Set(["speech.audio.delta"]));
    const bytes = Buffer.concat(pieces.map(({ audio = "" }) => Buffer.from(audio, "base64")));
    expect(await hearBytes(bytes, "audio/mpeg")).toBe(WORDS);
    const { length } = Array.from(WORDS);
    expect(events.at(-1)).toEqual({
      type: "speech.audio.done",
      usage: {
        input_tokens: length,
        output_tokens: 0,
        total_tokens: length,
        characters: length,
        estimated: true,
      },
    });
  });

  it("reorders frames that the newer service sends out of order", async () => {
    await using gateway = await startGateway();
    const fields = { model: "spark-tts-hd", input: "/simulate shuffled", response_format: "wav" };
    expect(await hear(await askToSpeak(gateway, fields))).toMatch(
      /^这是被打断之前.*the last of it\.$/,
    );
  });

  it.each(FORMATS)(
    "keeps samples whole when frames are split within one, as %s",
    async (format) => {
      await using gateway = await startGateway();
      const fields = { input: "/simulate odd", response_format: format };
      expect(await hear(await askToSpeak(gateway, fields))).toMatch(
        /^这是被打断之前.*the last of it\.$/,
      );
    },
  );

  it("replaces lone surrogates before they reach iFlytek", async () => {
    await using gateway = await startGateway();
    expect(await hear(await askToSpeak(gateway, { input: "a\uD800b" }))).toBe("a\uFFFDb");
  });

  it("lists voices and the route of each model", async () => {
    await using gateway = await startGateway();
    const { data } = await (await gateway.fetch("/v1/models")).json();
    const find = (sought: string) => data.find(({ id }: { id: string }) => id === sought);
    expect(find("spark-tts")).toMatchObject({
      routes: ["/v1/audio/speech"],
      voices: ["xiaoyan", "aisjiuxu", "aisxping", "aisjinger", "aisbabyxu"],
    });
    expect(find("spark-tts")).not.toHaveProperty("context_length");
    expect(find("spark-asr")).toMatchObject({ routes: ["/v1/audio/transcriptions"] });
    expect(find("spark-iat")).not.toHaveProperty("voices");
  });
});
