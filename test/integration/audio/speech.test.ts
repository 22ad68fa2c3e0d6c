import { describe, expect, it } from "vitest";

import { startGateway } from "../setup/gateway";
import { readSent } from "../setup/services";
import { askToSpeak, hear } from "./asking";

const MODELS = ["spark-tts", "spark-tts-hd"] as const;
const FORMATS = ["mp3", "wav", "pcm"] as const;
const WORDS = "你好，世界！This is spoken by 讯飞。";

describe("POST /v1/audio/speech", () => {
  it.each(MODELS.flatMap((model) => FORMATS.map((format) => [model, format] as const)))(
    "speaks with %s as %s, and the text can be heard",
    async (model, format) => {
      await using gateway = await startGateway();
      const response = await askToSpeak(gateway, { model, input: WORDS, response_format: format });
      expect(response.status).toBe(200);
      expect(response.headers.get("x-spark-sid")).toMatch(/^(?:tts|aso)\w+@dx\w+$/);
      expect(response.headers.get("cache-control")).toBe("no-cache, no-transform");
      expect(await hear(response)).toBe(WORDS);
    },
  );

  it("returns MP3 when no format is asked for", async () => {
    await using gateway = await startGateway();
    const response = await askToSpeak(gateway);
    expect(response.headers.get("content-type")).toBe("audio/mpeg");
    expect(await hear(response)).toBe("你好。");
  });

  it("tells the older service what its page asks for", async () => {
    await using gateway = await startGateway();
    await (await askToSpeak(gateway, { voice: "aisjiuxu", speed: 2 })).arrayBuffer();
    const request = await readSent(gateway);
    expect(request).toEqual({
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
});
