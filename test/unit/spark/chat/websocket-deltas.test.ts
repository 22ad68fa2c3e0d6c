import { describe, expect, it } from "vitest";

import type { Delta } from "@/lib/core/delta";
import { findFailure } from "@/lib/core/errors";
import { toWebSocketDeltas } from "@/lib/spark/chat/websocket-deltas";

type Options = { status?: number; text?: unknown[]; usage?: unknown; header?: object };

function frame({ status = 1, text, usage, header }: Options = {}): string {
  return JSON.stringify({
    header: { code: 0, message: "Success", sid: "cht1", status, ...header },
    payload: {
      choices: { status, seq: 0, text: text ?? [{ content: "a", role: "assistant", index: 0 }] },
      ...(usage === undefined ? {} : { usage: { text: usage } }),
    },
  });
}
const refusal = (code: number, message = "no"): string =>
  JSON.stringify({ header: { code, message, sid: "cht1", status: 2 } });
const USAGE = { question_tokens: 1, prompt_tokens: 2, completion_tokens: 3, total_tokens: 5 };
const usage = { questionTokens: 1, promptTokens: 2, completionTokens: 3, totalTokens: 5 };
const end = (over: object = {}): object => ({
  type: "finish",
  reason: "stop",
  usage: null,
  endedBy: null,
  ...over,
});

async function* from(batches: readonly (readonly string[])[]) {
  yield* batches;
}

async function read(batches: readonly (readonly string[])[], maxTokens?: number) {
  const deltas: Delta[] = [];
  const late: string[] = [];
  try {
    for await (const batch of toWebSocketDeltas(from(batches), {
      maxTokens,
      onLateFrame: (raw) => late.push(raw),
    }))
      deltas.push(...batch);
    return { deltas, late, failure: undefined };
  } catch (error) {
    return { deltas, late, failure: findFailure(error) };
  }
}

const onLateFrame = (): void => {};
const said = (deltas: readonly Delta[]): string =>
  deltas.map((delta) => (delta.type === "text" ? delta.text : "")).join("");

describe("toWebSocketDeltas", () => {
  it("turns frames into deltas, batch by batch", async () => {
    const batches: (readonly Delta[])[] = [];
    const source = from([[frame({ status: 0 }), frame()], [frame({ status: 2, usage: USAGE })]]);
    for await (const batch of toWebSocketDeltas(source, { maxTokens: undefined, onLateFrame }))
      batches.push(batch);
    const text = { type: "text", text: "a" };
    expect(batches).toEqual([
      [{ type: "start", sid: "cht1" }, text, text],
      [text, end({ usage })],
    ]);
  });

  it.each([
    ["an empty text array", frame({ text: [] })],
    ["text that is null", frame({ text: [{ content: null }] })],
    ["no payload", JSON.stringify({ header: { code: 0, sid: "cht1", status: 1 } })],
    [
      "a search frame without choices",
      JSON.stringify({ header: { code: 0, status: 1 }, payload: { plugins: { text: [{}] } } }),
    ],
    ["unknown fields", JSON.stringify({ header: { code: 0, new: 1 }, payload: {}, more: [] })],
  ])("tolerates a frame with %s", async (_, odd) => {
    const { deltas, failure } = await read([[frame({ status: 0 })], [odd], [frame({ status: 2 })]]);
    expect(failure).toBeUndefined();
    expect(said(deltas)).toBe("aa");
  });

  it("ignores a call without a name", async () => {
    for (const call of [{ name: "", arguments: "" }, { arguments: "{}" }, {}]) {
      const text = [{ content: "a", role: "assistant", index: 0, function_call: call }];
      const { deltas, failure } = await read([[frame({ text })], [frame({ status: 2 })]]);
      expect(failure).toBeUndefined();
      expect(deltas.map(({ type }) => type)).toEqual(["start", "text", "text", "finish"]);
      expect(deltas.at(-1)).toEqual(end());
    }
  });

  it("reads usage from any frame", async () => {
    const { deltas } = await read([[frame({ usage: USAGE })], [frame({ status: 2 })]]);
    expect(deltas.at(-1)).toEqual(end({ usage }));
  });

  it("joins split characters in text and reasoning separately", async () => {
    const piece = (content: string, reasoning_content: string) =>
      frame({ text: [{ content, reasoning_content, role: "assistant", index: 0 }] });
    const { deltas } = await read([
      [piece("a\ud83d", "b\ud83d")],
      [piece("\ude00c", "\ude01d")],
      [frame({ status: 2, text: [] })],
    ]);
    const join = (kind: string): string =>
      deltas.map((delta) => (delta.type === kind && "text" in delta ? delta.text : "")).join("|");
    expect(join("text").replaceAll("|", "")).toBe("a😀c");
    expect(join("reasoning").replaceAll("|", "")).toBe("b😁d");
    for (const delta of deltas)
      if ("text" in delta) expect(encodeURIComponent(delta.text)).toBeTruthy();
  });

  it.each([
    ["the header alone", frame({ header: { status: 2 } })],
    ["the choices alone", frame({ status: 2, header: { status: 0 } })],
    ["a frame without text", frame({ status: 2, text: [] })],
  ])("ends at status 2 in %s", async (_, last) => {
    const { deltas, late } = await read([[frame()], [last, frame()]]);
    expect(deltas.at(-1)).toEqual(end());
    expect(late).toEqual([frame()]);
  });

  it("separates reasoning from text", async () => {
    const thought = frame({ status: 0, text: [{ reasoning_content: "hm" }] });
    const { deltas } = await read([[thought, frame({ status: 2 })]]);
    expect(deltas.slice(1, 3)).toEqual([
      { type: "reasoning", text: "hm" },
      { type: "text", text: "a" },
    ]);
  });

  it.each([
    [3, "length"],
    [4, "stop"],
    [undefined, "stop"],
  ])("maps max_tokens %s and 3 tokens used to finish reason %s", async (maxTokens, reason) => {
    const { deltas } = await read([[frame({ status: 2, usage: USAGE })]], maxTokens);
    expect(deltas.at(-1)).toEqual(end({ usage, reason }));
  });

  it.each([
    ["text that is not JSON", "nonsense"],
    ["an empty frame", ""],
    ["JSON of another shape", '{"choices":[]}'],
    ["a code that is not a number", '{"header":{"code":"zero"}}'],
    ["null", "null"],
  ])("fails on %s after the text before it in the same batch", async (_, bad) => {
    const { deltas, failure } = await read([[frame({ status: 0 }), bad]]);
    expect(said(deltas)).toBe("a");
    expect(failure).toMatchObject({ kind: "spark-invalid", sid: "cht1" });
  });

  it("fails on a rejection with Spark's code and message", async () => {
    const { deltas, failure } = await read([[refusal(11_202, "AppIdQpsOverFlowError")]]);
    expect(deltas).toEqual([]);
    expect(failure).toEqual({
      kind: "spark-rejected",
      reason: "rate",
      code: 11_202,
      message: "AppIdQpsOverFlowError",
      sid: "cht1",
    });
  });

  it.each([
    [10_014, "content_filter"],
    [10_019, "stop"],
  ])("keeps the text when %s ends the answer", async (code, reason) => {
    const { deltas, failure } = await read([[frame({ status: 0 })], [refusal(code)]]);
    expect(failure).toBeUndefined();
    expect(deltas.at(-1)).toEqual(end({ reason, endedBy: code }));
  });

  it.each([10_014, 10_019])("fails when %s comes before any text", async (code) => {
    expect((await read([[refusal(code)]])).failure).toMatchObject({ kind: "spark-rejected", code });
  });

  it("fails on an answer without text before it yields anything", async () => {
    const { deltas, failure } = await read([[frame({ status: 2, text: [{ content: "" }] })]]);
    expect(deltas).toEqual([]);
    expect(failure).toMatchObject({ kind: "spark-invalid" });
  });

  it.each([[{}], [{ completion_tokens: -1 }], ["5"]])(
    "ignores the invalid usage %j",
    async (odd) => {
      const { deltas } = await read([[frame({ status: 2, usage: odd })]], 1);
      expect(deltas.at(-1)).toEqual(end());
    },
  );

  it("accepts numbers that arrive as strings", async () => {
    const odd = frame({ header: { code: "0", status: "2" } });
    expect((await read([[odd]])).deltas.at(-1)).toEqual(end());
    const refused = await read([['{"header":{"code":"10013","message":"no"}}']]);
    expect(refused.failure).toMatchObject({ kind: "spark-rejected", code: 10_013 });
  });

  it("keeps the text that shares a frame with 10019", async () => {
    const last = frame({ status: 2, usage: USAGE, header: { code: 10_019 } });
    const { deltas } = await read([[frame({ status: 0 })], [last]]);
    expect(said(deltas)).toBe("aa");
    expect(deltas.at(-1)).toEqual(end({ usage, endedBy: 10_019 }));
    expect(said((await read([[last]])).deltas)).toBe("a");
  });

  it("accepts reasoning without text only when max_tokens cut it off", async () => {
    const thought = frame({ status: 2, usage: USAGE, text: [{ reasoning_content: "hm" }] });
    expect((await read([[thought]])).failure).toMatchObject({ kind: "spark-invalid" });
    expect((await read([[thought]], 3)).deltas.at(-1)).toEqual(end({ usage, reason: "length" }));
  });

  it("joins a character that is split between two frames", async () => {
    const [high, low] = [
      frame({ text: [{ content: "a\ud83d" }] }),
      frame({ text: [{ content: "\ude00b" }] }),
    ];
    const { deltas } = await read([[high], [low], [frame({ status: 2, text: [] })]]);
    const texts = deltas.flatMap((delta) => (delta.type === "text" ? delta.text : []));
    expect(texts).toEqual(["a", "😀b"]);
    const alone = await read([[high, frame({ status: 2, text: [] })]]);
    expect(said(alone.deltas)).toBe("a\ufffd");
  });
});
