import { describe, expect, it } from "vitest";

import {
  DONE,
  USAGE,
  start,
  text,
  end,
  called,
  withoutUsage,
  read,
  event,
  call,
  calls,
  F,
  G,
  f,
  g,
  searched,
} from "./http-events";

describe("toHttpDeltas: tool calls", () => {
  it.each([
    ["as an object", [calls(call(F))], [f]],
    ["in an array", [calls([call(F, { index: 0, id: "call_1" })])], [f]],
    ["with an object for arguments", [calls(call({ name: "f", arguments: { x: 1 } }))], [f]],
    ["without arguments", [calls(call({ name: "f" }))], [called("f", "")]],
    [
      "with arguments that are not JSON",
      [calls(call({ name: "f", arguments: "{x" }))],
      [called("f", "{x")],
    ],
    ["as two in an array", [calls([call(F), call(G)])], [f, g]],
    ["as the same one twice in an array", [calls([call(F), call(F)])], [f, f]],
    ["as two, one after the other", [calls(call(F)), calls(call(G))], [f, g]],
    [
      "as two with one index",
      [calls([call(F, { index: 0 })]), calls([call(G, { index: 0 })])],
      [f, g],
    ],
    ["that are repeated", [calls(call(F)), calls(call(F))], [f]],
    [
      "that are repeated without a name",
      [calls(call(F)), calls(call({ arguments: F.arguments }))],
      [f],
    ],
    [
      "of one function twice",
      [calls(call(F)), calls(call({ name: "f", arguments: "{}" }))],
      [f, called("f", "{}")],
    ],
    [
      "in pieces",
      ["", '{"x', '":', "1}"].map((part, at) =>
        calls([call({ arguments: part, ...(at === 0 && { name: "f" }) }, { index: 0 })]),
      ),
      [f],
    ],
    [
      "in pieces that repeat the name",
      ['{"x', '":1}'].map((part) => calls(call({ name: "f", arguments: part }))),
      [f],
    ],
    [
      "in pieces, two at once",
      [
        calls([call({ name: "f", arguments: "" }, { index: 0 })]),
        calls([call({ name: "g" }, { index: 1 })]),
        calls([
          call({ arguments: '{"x":1}' }, { index: 0 }),
          call({ arguments: "{}" }, { index: 1 }),
        ]),
      ],
      [f, g],
    ],
  ])("reads tool calls %s", async (_, raws, made) => {
    const { deltas } = await read([...raws, event({ delta: { content: "" }, usage: USAGE }), DONE]);
    expect(deltas).toEqual([start, ...made, end({ reason: "tool_calls" })]);
  });

  it("yields a call after the text and finishes with length when max_tokens cut it", async () => {
    const { deltas } = await read([calls(call(F)), event({ usage: USAGE }), DONE], 3);
    expect(deltas).toEqual([start, text, f, end({ reason: "length" })]);
    const whole = await read([calls(call(F)), event({ usage: USAGE }), DONE], 4);
    expect(whole.deltas).toEqual([start, text, f, end({ reason: "tool_calls" })]);
  });

  it("ignores a call without a name", async () => {
    const { failure } = await read([calls(call({ arguments: "{}" })), DONE]);
    expect(failure).toMatchObject({ kind: "spark-invalid", detail: "an answer without text" });
  });
});

describe("toHttpDeltas: web search", () => {
  it("yields citations before the text, without sources that lack a URL", async () => {
    const raw = searched([
      { index: 1, url: "u", title: "t" },
      { url: "v" },
      { title: "t" },
      null,
      1,
    ]);
    const citations = [
      { url: "u", title: "t" },
      { url: "v", title: "v" },
    ];
    const { deltas } = await read([raw, event(), DONE]);
    expect(deltas).toEqual([start, { type: "citations", citations }, text, withoutUsage]);
  });

  it.each([[[]], [null], ["nothing"]])(
    "tolerates %j in place of search results",
    async (outputs) => {
      expect((await read([searched(outputs), event(), DONE])).deltas).toEqual([
        start,
        text,
        withoutUsage,
      ]);
    },
  );

  it("fails when search results come without text", async () => {
    const { failure } = await read([searched([{ url: "u", title: "t" }]), DONE]);
    expect(failure).toMatchObject({ kind: "spark-invalid", sid: "cha1" });
  });
});
