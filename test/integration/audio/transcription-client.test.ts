import OpenAI, { toFile } from "openai";
import { describe, expect, it } from "vitest";

import { collect } from "../../collect";
import { askToWrite, speakMp3, speakWav, startEar } from "./dictating";

const WORDS = "第一句话。The second one! 第三句。";
const FILE = speakWav(WORDS);

describe("OpenAI's client: audio.transcriptions", () => {
  it("receives a transcript of a WAV file and of an MP3 file", async () => {
    await using gateway = await startEar();
    const { transcriptions } = gateway.client.audio;
    const wav = await toFile(FILE, "speech.wav");
    const mp3 = await toFile(await speakMp3(WORDS), "speech.mp3");
    expect(await transcriptions.create({ file: wav, model: "whisper-1" })).toMatchObject({
      text: WORDS,
      usage: { type: "duration" },
    });
    const text = await transcriptions.create({
      file: mp3,
      model: "spark-iat",
      response_format: "text",
    });
    expect(text).toBe(`${WORDS}\n`);
  });

  it("receives segments and words", async () => {
    await using gateway = await startEar();
    const verbose = await gateway.client.audio.transcriptions.create({
      file: await toFile(FILE, "speech.wav"),
      model: "spark-asr",
      language: "zh",
      response_format: "verbose_json",
      timestamp_granularities: ["word", "segment"],
    });
    expect(verbose.segments?.map(({ text }) => text).join("")).toBe(WORDS);
    const letters = (text = ""): string => text.replaceAll(" ", "");
    expect(letters(verbose.words?.map(({ word }) => word).join(""))).toBe(letters(WORDS));
    expect(verbose.language).toBe("chinese");
    const older = await gateway.client.audio.transcriptions.create({
      file: await toFile(FILE, "speech.wav"),
      model: "spark-iat",
      response_format: "verbose_json",
    });
    expect(older.language).toBe("chinese");
  });

  it("receives the text piece by piece, and then all of it", async () => {
    await using gateway = await startEar();
    const stream = await gateway.client.audio.transcriptions.create({
      file: await toFile(FILE, "speech.wav"),
      model: "spark-asr",
      stream: true,
    });
    const events = await collect(stream);
    const deltas = events.flatMap((event) =>
      event.type === "transcript.text.delta" ? [event.delta] : [],
    );
    expect(deltas.length).toBeGreaterThan(1);
    expect(deltas.join("")).toBe(WORDS);
    expect(events.at(-1)).toMatchObject({ type: "transcript.text.done", text: WORDS });
  });

  it("throws its own error for an unreadable file", async () => {
    await using gateway = await startEar();
    const file = await toFile(Buffer.from("fLaC…"), "speech.flac");
    const failed = gateway.client.audio.transcriptions.create({ file, model: "spark-asr" });
    await expect(failed).rejects.toThrow(OpenAI.BadRequestError);
    await expect(failed).rejects.toMatchObject({
      param: "file",
      message: expect.stringMatching(/is FLAC: send WAV or MP3/),
    });
  });
});

describe("a streamed transcript", () => {
  it("has the same headers and events as OpenAI's", async () => {
    await using gateway = await startEar();
    const response = await askToWrite(gateway, FILE, { stream: "true" });
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(response.headers.get("x-accel-buffering")).toBe("no");
    expect(response.headers.get("x-spark-sid")).toMatch(/^ase/);
    const text = await response.text();
    const events = text.trimEnd().split("\n\n");
    for (const event of events) expect(event).toMatch(/^data: \{.*\}$/);
    expect(JSON.parse(events.at(-1)?.slice(6) ?? "")).toEqual({
      type: "transcript.text.done",
      text: WORDS,
      usage: { type: "duration", seconds: expect.any(Number) },
    });
  });

  it("is sent whole, and reported as such, if the format has timestamps", async () => {
    await using gateway = await startEar();
    const response = await askToWrite(gateway, FILE, { stream: "true", response_format: "srt" });
    expect(response.headers.get("x-spark-ignored")).toBe("stream");
    expect(await response.text()).toMatch(/^1\n00:/);
  });
});
