import { describe, expect, it } from "vitest";

import {
  DONE,
  USAGE,
  usage,
  start,
  text,
  end,
  withoutUsage,
  read,
  event,
  from,
  follow,
  found,
} from "./http-events";

describe("toHttpDeltas", () => {
  it("turns events into deltas, batch for batch", async () => {
    const source = from([
      [event(), event()],
      [event({ usage: USAGE }), DONE],
    ]);
    expect((await follow(source)).batches).toEqual([
      [start, text, text],
      [text, end()],
    ]);
  });

  it.each([
    ["with the last text", [event(), event({ usage: USAGE }), DONE], [text, text, end()]],
    ["in an event of its own", [event(), event({ delta: {}, usage: USAGE }), DONE], [text, end()]],
    [
      "without choices",
      [event(), event({ over: { choices: [] }, usage: USAGE }), DONE],
      [text, end()],
    ],
    ["alone", [event(), JSON.stringify({ usage: USAGE }), DONE], [text, end()]],
    ["not at all", [event(), DONE], [text, withoutUsage]],
    ["in another shape", [event({ usage: { total: 5 } }), DONE], [text, withoutUsage]],
    ["without the last mark", [event({ usage: USAGE })], [text, end()]],
    [
      "with the question's tokens and no sum",
      [event({ usage: { ...USAGE, question_tokens: 1, total_tokens: undefined } }), DONE],
      [text, end({ usage: { ...usage, questionTokens: 1 } })],
    ],
  ])("takes usage %s", async (_, raws, deltas) => {
    expect(await read(raws)).toMatchObject({ deltas: [start, ...deltas], failure: undefined });
  });

  it.each([
    ["an empty delta", event({ delta: {} })],
    ["text that is null", event({ delta: { content: null, tool_calls: null } })],
    ["no choices", JSON.stringify({ code: 0, message: "Success", sid: "cha1" })],
    ["choices that are null", event({ over: { choices: null } })],
    ["fields nobody knows", event({ delta: { logits: [1] }, over: { plugins_content: null } })],
    ["a code in digits", event({ delta: {}, over: { code: "0" } })],
  ])("tolerates an event with %s", async (_, odd) => {
    expect(await read([event(), odd, DONE])).toMatchObject({ deltas: [start, text, withoutUsage] });
  });

  it("tells thinking from text", async () => {
    const raws = [event({ delta: { reasoning_content: "hm", content: "" } }), event(), DONE];
    expect((await read(raws)).deltas).toEqual([
      start,
      { type: "reasoning", text: "hm" },
      text,
      withoutUsage,
    ]);
  });

  it.each([
    [3, undefined, "length"],
    [4, undefined, "stop"],
    [undefined, undefined, "stop"],
    [undefined, "length", "length"],
    [undefined, "stop", "stop"],
  ])("with max_tokens %s and Spark's own reason %s says %s", async (maxTokens, finish, reason) => {
    const raw = event({ usage: USAGE, ...(finish !== undefined && { finish }) });
    expect((await read([raw, DONE], maxTokens)).deltas.at(-1)).toEqual(end({ reason }));
  });

  it("reads a whole answer that comes in one piece", async () => {
    const message = { role: "assistant", content: "a", reasoning_content: "hm" };
    const search = { role: "tool", content: "", tool_calls: [found([{ url: "u", title: "t" }])] };
    const choices = [
      { message, index: 0 },
      { message: search, index: 1 },
    ];
    expect((await read([event({ over: { choices }, usage: USAGE })])).deltas).toEqual([
      start,
      { type: "citations", citations: [{ url: "u", title: "t" }] },
      { type: "reasoning", text: "hm" },
      text,
      end(),
    ]);
  });
});
