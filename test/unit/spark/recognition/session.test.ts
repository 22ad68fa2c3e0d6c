import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { findFailure } from "@/lib/core/errors";
import { readSession } from "@/lib/spark/recognition/session";

import { collect } from "../../../collect";

type Result = Record<string, unknown>;

const word = (w: string, bg = 0) => ({ bg, cw: [{ w, sc: 0 }, { w: "另一个猜测" }] });
const result = (sn: number, text: string, more: Result = {}): Result => ({
  sn,
  ls: false,
  ws: Array.from(text, (letter) => word(letter)),
  ...more,
});

/** Frames as each of the services wraps a result. */
const WRAPPERS = {
  older: (value: Result | null, status: number) => ({
    code: 0,
    message: "success",
    sid: "iat1",
    data: { status, ...(value && { result: value }) },
  }),
  newer: (value: Result | null, status: number) => ({
    header: { code: 0, message: "success", sid: "ase1", status },
    ...(value && {
      payload: {
        result: { seq: 1, status, text: Buffer.from(JSON.stringify(value)).toString("base64") },
      },
    }),
  }),
} as const;
type Wrapper = keyof typeof WRAPPERS;
const wrappers: readonly Wrapper[] = ["older", "newer"];

async function* batches(frames: readonly (object | string)[], cuts: readonly number[] = []) {
  const raw = frames.map((frame) => (typeof frame === "string" ? frame : JSON.stringify(frame)));
  const ends = [...cuts.map((cut) => Math.min(cut, raw.length)), raw.length].toSorted(
    (a, b) => a - b,
  );
  for (const [at, end] of ends.entries()) {
    const batch = raw.slice(ends[at - 1] ?? 0, end);
    if (batch.length > 0) yield batch;
  }
}

async function hear(frames: readonly (object | string)[], cuts?: readonly number[]) {
  const news = await collect(readSession(batches(frames, cuts)));
  const heard = news.flatMap((one) => one.heard);
  return { news, heard, text: heard.map(({ segment }) => segment.text).join("") };
}

describe.each(wrappers)("a session of the %s service", (name) => {
  const wrap = WRAPPERS[name];

  it("says the best guess of every word of every frame, however frames come together", async () => {
    const texts = fc.array(fc.string({ unit: "grapheme", maxLength: 6 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(texts, fc.array(fc.nat(9), { maxLength: 5 }), async (parts, cuts) => {
        const frames = parts.map((text, at) => wrap(result(at + 1, text), 1));
        const { text, news } = await hear(
          [wrap(null, 0), ...frames, wrap(result(99, ""), 2)],
          cuts,
        );
        expect(text).toBe(parts.join(""));
        expect(news.filter(({ isOver }) => isOver)).toHaveLength(1);
      }),
    );
  });

  it("ends at status 2, with what that frame still says and nothing after it", async () => {
    const { text } = await hear([
      wrap(result(1, "说完"), 1),
      wrap(result(2, "了。"), 2),
      wrap(result(3, "多余"), 1),
    ]);
    expect(text).toBe("说完了。");
  });

  it("is one word about its end when nothing was said", async () => {
    const { news } = await hear([wrap(null, 0), wrap(result(1, ""), 2)]);
    expect(news).toEqual([{ sid: name === "older" ? "iat1" : "ase1", heard: [], isOver: true }]);
  });

  it("holds back what may be corrected, and then says what stands", async () => {
    const frames = [
      wrap(result(1, "你好嗯", { pgs: "apd" }), 1),
      wrap(result(2, "你好，", { pgs: "rpl", rg: [1, 1] }), 1),
      wrap(result(3, "是", { pgs: "apd" }), 1),
      wrap(result(4, "世", { pgs: "apd" }), 1),
      wrap(result(5, "世界", { pgs: "rpl", rg: [3, 4] }), 1),
      wrap(result(6, "。", { pgs: "apd" }), 2),
    ];
    const { text, news } = await hear(frames, [1, 2, 3, 4, 5]);
    expect(text).toBe("你好，世界。");
    expect(news).toHaveLength(1);
  });

  it("is not shaken by a correction of everything there ever was", async () => {
    const { text } = await hear([
      wrap(result(1, "一", { pgs: "apd" }), 1),
      wrap(result(2, "二", { pgs: "rpl", rg: [-9e15, 9e15] }), 2),
    ]);
    expect(text).toBe("二");
  });

  it("has the times of words and stretches, in seconds", async () => {
    const { heard } = await hear([
      wrap(
        {
          sn: 1,
          ws: [word("天", 120), word("空", 150), word("。")],
          vad: { ws: [{ bg: 100, ed: 190 }] },
        },
        1,
      ),
      wrap({ sn: 2, ws: [word("蓝", 0)] }, 2),
    ]);
    const aLittle: unknown = expect.closeTo(2.2, 6);
    expect(heard.map(({ segment }) => segment)).toEqual([
      {
        text: "天空。",
        start: 1,
        end: 1.9,
        words: [
          { text: "天", start: 1.2, end: 1.5 },
          { text: "空", start: 1.5, end: 1.5 },
          { text: "。", start: 1.5, end: 1.9 },
        ],
      },
      { text: "蓝", start: 1.9, end: aLittle, words: [{ text: "蓝", start: 1.9, end: aLittle }] },
    ]);
  });

  it("never has a time that runs back, whatever the service says", async () => {
    const figure = fc.oneof(
      fc.nat(5000),
      fc.constantFrom(-5, 0.5, Number.MAX_SAFE_INTEGER),
      fc.string(),
    );
    const spans = fc.option(fc.array(fc.record({ bg: figure, ed: figure }), { maxLength: 2 }));
    const words = fc.array(fc.tuple(fc.constantFrom("天", "空"), figure), {
      minLength: 1,
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(words, spans, async (said, ws) => {
        const value = {
          sn: 1,
          ws: said.map(([w, bg]) => ({ bg, cw: [{ w }] })),
          vad: ws && { ws },
        };
        const { heard } = await hear([wrap(value, 2)]);
        for (const { segment } of heard) {
          const times = segment.words.flatMap(({ start, end }) => [start, end]);
          expect(times).toEqual(times.toSorted((a, b) => a - b));
          expect(segment.start).toBeLessThanOrEqual(times[0] ?? 0);
          expect(segment.end).toBeGreaterThanOrEqual(times.at(-1) ?? 0);
        }
      }),
    );
  });
});

describe("what is no result", () => {
  it.each<[string, object | string]>([
    ["no JSON", "讯飞"],
    ["another shape", { answer: 42 }],
    ["a result that is a number", { code: 0, sid: "iat1", data: { status: 1, result: 42 } }],
    [
      "base64 of nothing",
      {
        header: { code: 0, sid: "a", status: 1 },
        payload: { result: { status: 1, text: "%%%%" } },
      },
    ],
    [
      "a payload of another kind",
      { header: { code: 0, sid: "a", status: 1 }, payload: { audio: {} } },
    ],
  ])("is a failure: %s", async (_case, frame) => {
    const failure = await hear([frame]).then(() => undefined, findFailure);
    expect(failure).toMatchObject({ kind: "spark-invalid" });
  });

  it.each([
    { code: 10_043, message: "x", sid: "iat1" },
    { header: { code: 10_043, message: "x", sid: "iat1", status: 2 } },
  ])("but a refusal is what its code means here", async (frame) => {
    const failure = await hear([frame]).then(() => undefined, findFailure);
    expect(failure).toMatchObject({
      kind: "spark-rejected",
      reason: "audio",
      code: 10_043,
      sid: "iat1",
    });
  });
});
