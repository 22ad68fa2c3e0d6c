import { describe, expect, test } from "vitest";
import { decodeText } from "./decode";
import { encode } from "./encode";
import { decodeMp3, openMp3Encoder } from "./mp3";

const WORDS = "讯飞语音，hello world 123！第二句话说完了。😀 And a third one?";

describe("MP3", () => {
  test.each([16_000, 24_000])("keeps the text at %d Hz, encoded in pieces", async (rate) => {
    const encoder = await openMp3Encoder(rate);
    const samples = encode(WORDS, { rate });
    const half = Math.floor(samples.length / 2);
    const pieces = [samples.subarray(0, half), samples.subarray(half)];
    const bytes = Buffer.concat([...pieces.map(encoder.encode), encoder.end()]);
    expect(bytes.length).toBeLessThan(samples.length);
    const heard = await decodeMp3(bytes);
    expect(heard.rate).toBe(rate);
    expect(decodeText(heard.samples, rate)).toBe(WORDS);
  });

  test("rejects bytes that are not MP3", async () => {
    await expect(decodeMp3(Buffer.from("讯飞星火".repeat(200)))).rejects.toThrow("no MP3");
    await expect(decodeMp3(Buffer.alloc(0))).rejects.toThrow("no MP3");
  });
});
