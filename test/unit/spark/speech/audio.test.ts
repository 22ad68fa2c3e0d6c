import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { toSpoken } from "@/lib/spark/speech/audio";

import { collect } from "../../../collect";

type Frame = { audio?: string | null; status: number; seq?: number };

const older = ({ audio, status }: Frame): string =>
  JSON.stringify({ code: 0, message: "success", sid: "s", data: { audio, status, ced: "1" } });
const newer = (audio: Frame): string =>
  JSON.stringify({
    header: { code: 0, message: "success", sid: "s", status: audio.status },
    payload: { audio },
  });

async function* batch(...batches: string[][]): AsyncGenerator<readonly string[], void, undefined> {
  yield* batches;
}

async function hear(...batches: string[][]): Promise<string> {
  const pieces = await collect(toSpoken(batch(...batches), () => {}));
  return pieces.map(({ audio }) => audio.toString()).join("");
}

const text = (value: string): string => Buffer.from(value).toString("base64");
const failure = (detail: string) => ({ failure: { kind: "spark-invalid", detail } });

describe("toSpoken", () => {
  it("hears the same however the frames are gathered into batches", async () => {
    const words = fc.array(fc.string({ minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 8,
    });
    const ends = fc.array(fc.boolean(), { minLength: 8, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(words, ends, fc.constantFrom(older, newer), async (parts, cuts, write) => {
        const batches: string[][] = [[]];
        parts.forEach((part, at) => {
          const status = at === parts.length - 1 ? 2 : 1;
          batches.at(-1)?.push(write({ audio: text(part), status }));
          if (cuts[at]) batches.push([]);
        });
        expect(await hear(...batches)).toBe(parts.join(""));
      }),
      { numRuns: 50 },
    );
  });

  it("has the session and the audio in its first value, after frames without any", async () => {
    const empty = JSON.stringify({ code: 0, message: "success", sid: "tts9", data: null });
    const frames = [[empty], [older({ audio: text("a"), status: 1 })]];
    const first = await toSpoken(batch(...frames), () => {}).next();
    expect(first.value).toEqual({ sid: "tts9", audio: Buffer.from("a") });
  });

  it("puts frames of the newer service in order, in whatever order they come", async () => {
    const shuffled = fc.shuffledSubarray([1, 2, 3, 4, 5, 6], { minLength: 6 });
    await fc.assert(
      fc.asyncProperty(shuffled, async (order) => {
        const frames = order.map((seq) =>
          newer({ audio: text(String(seq)), status: seq === 6 ? 2 : 1, seq }),
        );
        expect(await hear(frames)).toBe("123456");
      }),
    );
  });

  it("goes on where the newer service leaves a number out", async () => {
    const frames = Array.from({ length: 30 }, (_, at) => at + (at > 2 ? 2 : 0));
    const raw = frames.map((seq, at) =>
      newer({ audio: text("a"), status: at === 29 ? 2 : 1, seq }),
    );
    expect(await hear(raw)).toBe("a".repeat(30));
  });

  it("ends at a header alone, with what was held", async () => {
    const end = JSON.stringify({ header: { code: 0, message: "", sid: "s", status: 2 } });
    expect(await hear([newer({ audio: text("b"), status: 1, seq: 7 })], [end])).toBe("b");
  });

  it("does not read what follows the end", async () => {
    const refusal = JSON.stringify({ code: 10_222, message: "late", sid: "s" });
    expect(await hear([older({ audio: text("a"), status: 2 }), refusal])).toBe("a");
  });

  it.each([
    ["nothing", [], "an answer without audio"],
    ["an end without audio", [older({ audio: null, status: 2 })], "an answer without audio"],
    ["what is no JSON", ["<html>"], "an unreadable frame"],
    ["what is no frame", ['{"answer":42}'], "an unreadable frame"],
    [
      "audio that is no text",
      [newer({ status: 1, audio: JSON.parse("42") })],
      "an unreadable piece of audio",
    ],
    [
      "audio that is no base64",
      [older({ status: 1, audio: "%%%%" })],
      "an unreadable piece of audio",
    ],
  ])("throws for %s", async (_, frames, detail) => {
    await expect(hear(frames)).rejects.toMatchObject(failure(detail));
  });

  it("throws a refusal with its meaning to speech, in either form", async () => {
    const refused = { code: 10_019, message: "session timeout", sid: "s" };
    for (const raw of [JSON.stringify(refused), JSON.stringify({ header: refused })]) {
      await expect(hear([raw])).rejects.toMatchObject({
        failure: { kind: "spark-rejected", reason: "session-timeout", code: 10_019 },
      });
    }
  });
});
