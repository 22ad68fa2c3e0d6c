import { describe, expect, it } from "vitest";

import { transcriptionVerbose } from "@/lib/api/audio/transcriptions/response-schema";

import { askToWrite, speakWav, startEar } from "./dictating";

const WORDS = "天空为什么是蓝的？因为瑞利散射。";
const FILE = speakWav(WORDS);

describe("transcript formats", () => {
  it("returns text as one line", async () => {
    await using gateway = await startEar();
    const response = await askToWrite(gateway, FILE, { response_format: "text" });
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(await response.text()).toBe(`${WORDS}\n`);
  });

  it("returns verbose JSON with segments in order of time, each with all ten members", async () => {
    await using gateway = await startEar();
    const response = await askToWrite(gateway, FILE, { response_format: "verbose_json" });
    const verbose = transcriptionVerbose.strict().parse(await response.json());
    expect(verbose).toMatchObject({ task: "transcribe", language: "chinese", text: WORDS });
    expect(verbose.words).toBeUndefined();
    const segments = verbose.segments ?? [];
    expect(segments.map(({ text }) => text)).toEqual(["天空为什么是蓝的？", "因为瑞利散射。"]);
    expect(Object.keys(segments[0] ?? {})).toHaveLength(10);
    const times = segments.flatMap(({ start, end }) => [start, end]);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.at(-1)).toBeLessThanOrEqual(verbose.duration);
    expect(times.at(-1)).toBeGreaterThan(verbose.duration - 1);
  });

  it.each(["spark-asr", "spark-iat"])("returns words with timestamps by %s", async (model) => {
    await using gateway = await startEar();
    const response = await askToWrite(gateway, FILE, {
      model,
      response_format: "verbose_json",
      "timestamp_granularities[]": ["word", "segment"],
    });
    const { words = [], segments } = transcriptionVerbose.parse(await response.json());
    expect(segments).toHaveLength(2);
    expect(words.map(({ word }) => word).join("")).toBe(WORDS);
    for (const [at, { start, end }] of words.entries()) {
      expect(end).toBeGreaterThanOrEqual(start);
      expect(start).toBeGreaterThanOrEqual(words[at - 1]?.end ?? 0);
    }
  });

  it("returns only words when only these are requested", async () => {
    await using gateway = await startEar();
    const response = await askToWrite(gateway, FILE, {
      response_format: "verbose_json",
      "timestamp_granularities[]": "word",
    });
    const verbose = await response.json();
    expect(Object.keys(verbose)).not.toContain("segments");
    expect(verbose.words.length).toBeGreaterThan(1);
  });

  it("returns subtitles as SubRip and WebVTT", async () => {
    await using gateway = await startEar();
    const write = async (format: string) =>
      (await askToWrite(gateway, FILE, { response_format: format })).text();
    const time = String.raw`\d\d:\d\d:\d\d,\d{3}`;
    expect(await write("srt")).toMatch(
      new RegExp(
        `^1\n${time} --> ${time}\n天空为什么是蓝的？\n\n2\n${time} --> ${time}\n因为瑞利散射。\n\n$`,
      ),
    );
    expect(await write("vtt")).toMatch(
      /^WEBVTT\n\n\d\d:\d\d:\d\d\.\d{3} --> .*\n天空为什么是蓝的？\n\n/,
    );
  });

  it("returns an empty transcript for silence in every format", async () => {
    await using gateway = await startEar();
    const silence = speakWav("", {}).subarray(0, 40);
    const quiet = Buffer.concat([
      silence,
      Buffer.from([0xff, 0xff, 0xff, 0xff]),
      Buffer.alloc(32_000),
    ]);
    const write = async (format: string) =>
      (await askToWrite(gateway, quiet, { response_format: format })).text();
    expect(JSON.parse(await write("json"))).toEqual({
      text: "",
      usage: { type: "duration", seconds: 1 },
    });
    expect(await write("srt")).toBe("");
    expect(await write("vtt")).toBe("WEBVTT\n\n");
    expect(JSON.parse(await write("verbose_json"))).toMatchObject({
      segments: [],
      language: "unknown",
    });
  });
});
