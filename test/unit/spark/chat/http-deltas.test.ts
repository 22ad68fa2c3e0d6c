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
  it("turns events into deltas, batch by batch", async () => {
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
    ["alone in an event", [event(), JSON.stringify({ usage: USAGE }), DONE], [text, end()]],
    ["that is missing", [event(), DONE], [text, withoutUsage]],
    ["in another shape", [event({ usage: { total: 5 } }), DONE], [text, withoutUsage]],
    ["without [DONE]", [event({ usage: USAGE })], [text, end()]],
    [
      "with question_tokens and without total_tokens",
      [event({ usage: { ...USAGE, question_tokens: 1, total_tokens: undefined } }), DONE],
      [text, end({ usage: { ...usage, questionTokens: 1 } })],
    ],
  ])("handles usage %s", async (_, raws, deltas) => {
    expect(await read(raws)).toMatchObject({ deltas: [start, ...deltas], failure: undefined });
  });

  it.each([
    ["an empty delta", event({ delta: {} })],
    ["text that is null", event({ delta: { content: null, tool_calls: null } })],
    ["no choices", JSON.stringify({ code: 0, message: "Success", sid: "cha1" })],
    ["choices that are null", event({ over: { choices: null } })],
    ["unknown fields", event({ delta: { logits: [1] }, over: { plugins_content: null } })],
    ["a code as a string", event({ delta: {}, over: { code: "0" } })],
  ])("tolerates an event with %s", async (_, odd) => {
    expect(await read([event(), odd, DONE])).toMatchObject({ deltas: [start, text, withoutUsage] });
  });

  it("separates reasoning from text", async () => {
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
  ])(
    "maps max_tokens %s and Spark's reason %s to finish reason %s",
    async (maxTokens, finish, reason) => {
      const raw = event({ usage: USAGE, ...(finish !== undefined && { finish }) });
      expect((await read([raw, DONE], maxTokens)).deltas.at(-1)).toEqual(end({ reason }));
    },
  );

  it("reads a complete answer that arrives in one event", async () => {
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
