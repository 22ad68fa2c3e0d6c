import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { findFailure } from "@/lib/core/errors";
import { toIsoLanguage, toSparkLanguage } from "@/lib/spark/recognition/languages";
import { FRAME_BYTES, toHotWords, toRecognitionFrames } from "@/lib/spark/recognition/request";

const ASK = { encoding: "pcm", rate: 16_000, domain: "slm", language: null, keywords: [] } as const;
const named = (value: string) => ({ name: "language", value });

describe("the frames of a session", () => {
  it("are numbered from 1 for the large model, and end with an empty one", () => {
    const frames = toRecognitionFrames("v1", ASK, "app");
    const sent = [frames.first(Uint8Array.of(1)), frames.next(Uint8Array.of(2)), frames.last()];
    const audio = sent.map((text) => JSON.parse(text).payload.audio);
    expect(audio.map(({ seq, status, audio: bytes }) => [seq, status, bytes])).toEqual([
      [1, 0, "AQ=="],
      [2, 1, "Ag=="],
      [3, 2, ""],
    ]);
    expect(sent.map((text) => JSON.parse(text).header.status)).toEqual([0, 1, 2]);
    expect(sent.map((text) => "parameter" in JSON.parse(text))).toEqual([true, false, false]);
  });

  it("are of data alone after the first, for classic dictation", () => {
    const frames = toRecognitionFrames("v2", { ...ASK, domain: "iat" }, "app");
    expect(Object.keys(JSON.parse(frames.first(Uint8Array.of(1))))).toEqual([
      "common",
      "business",
      "data",
    ]);
    expect(Object.keys(JSON.parse(frames.next(Uint8Array.of(1))))).toEqual(["data"]);
    expect(JSON.parse(frames.last())).toEqual({ data: { status: 2 } });
  });

  it("are within what the stricter service takes", () => {
    const [frame] = [toRecognitionFrames("v2", ASK, "app").next(new Uint8Array(FRAME_BYTES))];
    expect(JSON.parse(frame).data.audio.length).toBeLessThan(13_000);
  });

  it("carry part of a longer buffer, and no more", () => {
    const bytes = Uint8Array.from({ length: 9 }, (_, at) => at);
    const frame = toRecognitionFrames("v2", ASK, "app").next(bytes.subarray(3, 5));
    expect(JSON.parse(frame).data.audio).toBe(Buffer.from([3, 4]).toString("base64"));
  });
});

describe("hot words", () => {
  it("fit into their parameter, whatever they are", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, maxLength: 64 }), { maxLength: 64 }),
        (words) => {
          const text = `utf-8;${toHotWords(words).join("|")}`;
          expect(text.length).toBeLessThanOrEqual(1024);
          for (const word of toHotWords(words)) expect(word).toMatch(/^[^|;]+$/);
        },
      ),
    );
  });
});

describe("a language", () => {
  it.each([
    ["v1", "zh", "zh"],
    ["v1", "zh-TW", "zh"],
    ["v1", "BO", "tib"],
    ["v2", "zh", "zh_cn"],
    ["v2", "en_GB", "en_us"],
  ] as const)("of %s: %s is %s", (protocol, language, expected) => {
    expect(toSparkLanguage(named(language), protocol)).toBe(expected);
  });

  it.each(["", "xx", "constructor", "__proto__", "汉语"])(
    "that is none is refused: %j",
    (language) => {
      for (const protocol of ["v1", "v2"] as const) {
        const failure = (() => {
          try {
            return toSparkLanguage(named(language), protocol);
          } catch (error) {
            return findFailure(error);
          }
        })();
        expect(failure).toMatchObject({ kind: "invalid-request", param: "language" });
      }
    },
  );

  it("comes back as clients know it", () => {
    expect(["zh", "cn", "en_us", "tib", "fil"].map(toIsoLanguage)).toEqual([
      "zh",
      "zh",
      "en",
      "bo",
      "tl",
    ]);
  });
});
