import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { readTranscriptionRequest } from "@/lib/api/audio/transcriptions/read-request";
import { toSrt, toVtt } from "@/lib/api/audio/transcriptions/subtitles";
import { writeTranscript } from "@/lib/api/audio/transcriptions/write-transcript";
import { findFailure } from "@/lib/core/errors";
import type { Transcript } from "@/lib/core/transcription";

const segment = (text: string, start: number, end: number) => ({ text, start, end, words: [] });

describe("subtitles", () => {
  it("have hours, minutes, seconds and milliseconds, each in its own writing", () => {
    const segments = [segment("一", 0, 1.0004), segment("二", 3661.25, 36_000)];
    expect(toSrt(segments)).toBe(
      "1\n00:00:00,000 --> 00:00:01,000\n一\n\n2\n01:01:01,250 --> 10:00:00,000\n二\n\n",
    );
    expect(toVtt(segments)).toBe(
      "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n一\n\n01:01:01.250 --> 10:00:00.000\n二\n\n",
    );
  });

  it("hold as many cues as there are segments, whatever is said in them", () => {
    const piece = fc.constantFrom("a", "\n", "\n\n", " --> ", "00:00:01,000", "<b>", "&", "一");
    const said = fc
      .array(piece, { minLength: 1, maxLength: 9 })
      .map((parts) => `x${parts.join("")}`);
    fc.assert(
      fc.property(fc.array(said, { maxLength: 5 }), (texts) => {
        const segments = texts.map((text, at) => segment(text, at, at + 1));
        for (const written of [toSrt(segments), toVtt(segments)]) {
          expect(written.split("-->")).toHaveLength(texts.length + 1);
        }
        expect(toSrt(segments).split("\n\n")).toHaveLength(texts.length + 1);
        expect(toVtt(segments)).not.toMatch(/<b>/);
      }),
    );
  });
});

describe("the fields of a form", () => {
  it("are a request, or a failure that names one of them, whatever they are", () => {
    const name = fc.constantFrom(
      "model",
      "language",
      "response_format",
      "stream",
      "timestamp_granularities[]",
      "include[]",
      "keywords",
      "keywords[]",
      "temperature",
      "prompt",
      "__proto__",
      "constructor",
      "[]",
      "file",
    );
    const value = fc.oneof(
      fc.constantFrom("spark-asr", "zh", "json", "srt", "true", "false", "word", "0.5", "", " "),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value), { maxLength: 12 }), (fields) => {
        try {
          const { request, ignored } = readTranscriptionRequest(fields);
          expect(request.model).not.toBe("");
          for (const one of ignored)
            expect(fields.map(([key]) => key.replace("[]", ""))).toContain(one);
        } catch (error) {
          expect(findFailure(error)).toMatchObject({ param: expect.any(String) });
        }
      }),
    );
  });

  it("have the last value where a name came twice, and all of them where it is a list", () => {
    const { request, output } = readTranscriptionRequest([
      ["model", "a"],
      ["model", "b"],
      ["keywords[]", "一"],
      ["keywords", "二"],
      ["response_format", "verbose_json"],
      ["timestamp_granularities[]", "word"],
      ["timestamp_granularities[]", "segment"],
    ]);
    expect([request.model, request.keywords.value]).toEqual(["b", ["一", "二"]]);
    expect([...output.granularities]).toEqual(["word", "segment"]);
  });

  it.each(["true", "True", "TRUE"])("stream where the flag is written %s", (flag) => {
    const fields = [["model", "spark-asr"] as const, ["stream", flag] as const];
    expect(readTranscriptionRequest(fields).output.stream).toBe(true);
  });

  it("may number the values of a list", () => {
    const { output, ignored } = readTranscriptionRequest([
      ["model", "spark-asr"],
      ["response_format", "verbose_json"],
      ["timestamp_granularities[0]", "word"],
      ["timestamp_granularities[1]", "segment"],
    ]);
    expect([...output.granularities]).toEqual(["word", "segment"]);
    expect(ignored).toEqual([]);
  });
});

describe("a verbose transcript", () => {
  const write = (transcript: Partial<Transcript>): { [name: string]: unknown } =>
    JSON.parse(
      writeTranscript(
        { text: "", segments: [], seconds: 1, language: undefined, ...transcript },
        { format: "verbose_json", stream: false, granularities: new Set(["word"]) },
      ).text,
    );

  it.each([
    ["zh", "chinese"],
    ["zh-CN", "chinese"],
    ["en_US", "english"],
    ["ZH", "chinese"],
  ])("names the language %s as Whisper does: %s", (language, name) => {
    expect(write({ language })["language"]).toBe(name);
  });

  it("has words without the spaces between them", () => {
    const words = ["Hello", " world", " ", "!"].map((text) => ({ text, start: 0, end: 1 }));
    const spoken = { text: "Hello world !", start: 0, end: 1, words };
    expect(write({ segments: [spoken] })["words"]).toEqual(
      ["Hello", "world", "!"].map((word) => ({ word, start: 0, end: 1 })),
    );
  });
});
