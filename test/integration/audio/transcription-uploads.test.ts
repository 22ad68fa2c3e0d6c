import { gzipSync } from "node:zlib";

import { describe, expect, it } from "vitest";

import { chunk, wavFile } from "../../wav-file";
import { formBody, part } from "../../form-body";
import { id3 } from "../../mp3-file";
import type { Gateway } from "../setup/gateway";
import { askToWrite, speakMp3, speakWav, startEar } from "./dictating";

const FILE = speakWav("你好。");
const MULTIPART = { "content-type": "multipart/form-data; boundary=b0undary" };

function post(gateway: Gateway, body: Uint8Array, headers: Record<string, string> = MULTIPART) {
  return gateway.fetch("/v1/audio/transcriptions", {
    method: "POST",
    body: new Uint8Array(body),
    headers,
  });
}

const form = formBody([part("file", FILE, "a.wav"), part("model", "spark-asr")]);

describe("an upload for transcription", () => {
  it("may have its fields after its file, and its file without a name", async () => {
    await using gateway = await startEar();
    expect(await (await post(gateway, form)).json()).toMatchObject({ text: "你好。" });
    const nameless = formBody([part("model", "spark-asr"), part("file", FILE)]);
    expect(await (await post(gateway, nameless)).json()).toMatchObject({ text: "你好。" });
  });

  it("may be compressed", async () => {
    await using gateway = await startEar();
    const headers = { ...MULTIPART, "content-encoding": "gzip" };
    expect(await (await post(gateway, gzipSync(form), headers)).json()).toMatchObject({
      text: "你好。",
    });
  });

  it.each<[string, Uint8Array, Record<string, string>, number, string]>([
    ["JSON", Buffer.from("{}"), { "content-type": "application/json" }, 400, "multipart/form-data"],
    ["no type", form, {}, 400, "multipart/form-data"],
    ["no boundary", form, { "content-type": "multipart/form-data" }, 400, "boundary"],
    [
      "another boundary",
      form,
      { "content-type": "multipart/form-data; boundary=x" },
      400,
      "no whole",
    ],
    ["half a form", form.subarray(0, -20), MULTIPART, 400, "no whole"],
    ["nothing", Buffer.alloc(0), MULTIPART, 400, "no whole"],
    ["another coding", form, { ...MULTIPART, "content-encoding": "compress" }, 415, "compress"],
    ["broken gzip", form, { ...MULTIPART, "content-encoding": "gzip" }, 400, "gzip"],
  ])("of %s is rejected with advice", async (_case, body, headers, status, words) => {
    await using gateway = await startEar();
    const response = await post(gateway, body, headers);
    expect(response.status).toBe(status);
    expect((await response.json()).error.message).toContain(words);
    expect(gateway.simulator.connections).toHaveLength(0);
  });

  it("is rejected over the limit, declared or not, or after decompression", async () => {
    await using gateway = await startEar({ settings: { MAX_BODY_BYTES: "100KB" } });
    const big = formBody([
      part("file", Buffer.alloc(200_000), "a.wav"),
      part("model", "spark-asr"),
    ]);
    const bomb = gzipSync(formBody([part("file", Buffer.alloc(9_000_000), "a.wav")]));
    const unpacked = { ...MULTIPART, "content-encoding": "gzip" };
    for (const response of [await post(gateway, big), await post(gateway, bomb, unpacked)]) {
      expect([response.status, (await response.json()).error.code]).toEqual([
        413,
        "request_too_large",
      ]);
    }
  });
});

describe("an uploaded recording", () => {
  const m4a = Buffer.concat([Buffer.from([0, 0, 0, 32]), Buffer.from("ftypM4A ")]);
  it.each<[string, Uint8Array | null, string]>([
    ["is missing", null, "`file` is missing"],
    ["is empty", Buffer.alloc(0), "`file` is empty"],
    ["is M4A", m4a, "MP4 or M4A: send WAV or MP3"],
    ["is WebM", Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 1]), "WebM"],
    ["is Ogg", Buffer.from("OggS…"), "Ogg"],
    ["is AAC", Buffer.from([0xff, 0xf1, 0x50, 0x80, 0]), "AAC"],
    ["is text", Buffer.from("讯飞".repeat(4000)), "no WAV and no MP3"],
    ["is a tag alone", id3(Buffer.alloc(9000), 2 ** 28 - 1), "no WAV and no MP3"],
    ["is a WAV file without samples", speakWav(""), "holds no samples"],
    ["is a WAV file without a format", chunk("RIFF", Buffer.from("WAVE")), "holds no samples"],
    [
      "is a compressed WAV file",
      wavFile([], { rate: 8000, channels: 1, bits: 12 as 16 }),
      "12 bits",
    ],
  ])("that %s is rejected before anything is sent", async (_case, file, words) => {
    await using gateway = await startEar();
    const response = await askToWrite(gateway, file);
    expect(response.status).toBe(400);
    const { error } = await response.json();
    expect(error).toMatchObject({ param: "file", code: "invalid_value" });
    expect(error.message).toContain(words);
    expect(gateway.simulator.connections).toHaveLength(0);
  });

  it("is judged by its bytes and not its name, and tags before its audio are skipped", async () => {
    await using gateway = await startEar();
    const mp3 = Buffer.concat([id3(Buffer.alloc(70_000), 9), await speakMp3("你好。")]);
    expect(await (await askToWrite(gateway, mp3)).json()).toMatchObject({ text: "你好。" });
  });

  it("gets a text that depends on its sound if it contains no speech", async () => {
    await using gateway = await startEar();
    const noise = (seconds: number, height: number) =>
      wavFile(
        Float64Array.from({ length: seconds * 16_000 }, (_, at) => height * Math.sin(at * at)),
        { rate: 16_000, channels: 1, bits: 16 },
      );
    const hear = async (file: Buffer) => (await (await askToWrite(gateway, file)).json()).text;
    expect(await hear(noise(2, 0.5))).toMatch(/2\.0 秒的声音，响度 3\d%/);
    expect(await hear(noise(1, 0.1))).toMatch(/1\.0 秒的声音，响度 [67]%/);
  });
});
