import { describe, expect, it } from "vitest";

import { toTitle } from "@/lib/playground/conversation/create";
import {
  addVariants,
  changeAnswer,
  findOpenCalls,
  interrupt,
  putVariants,
} from "@/lib/playground/conversation/turns";
import { answered, question, variant } from "../samples";

describe("answer variants", () => {
  it("appends new variants and drops those that failed without text", () => {
    const turn = answered("a", { id: "1" }, { id: "2", state: "failed", text: "" });
    const added = addVariants(turn, [variant({ id: "3" }), variant({ id: "4" })]);
    expect(added.variants.map(({ id }) => id)).toEqual(["1", "3", "4"]);
    expect(added.shown).toBe(1);
  });

  it("changes a variant in place and leaves other turns identical", () => {
    const turns = [question("q", "?"), answered("a", { id: "1" }, { id: "2" }), answered("b")];
    const changed = changeAnswer(turns, "a", (turn) =>
      putVariants(turn, [variant({ id: "2", text: "No." })]),
    );
    expect(changed[0]).toBe(turns[0]);
    expect(changed[2]).toBe(turns[2]);
    expect(changed[1]).toMatchObject({ variants: [{ text: "Yes." }, { text: "No." }] });
  });

  it("marks streaming and waiting variants as interrupted", () => {
    const [first, second] = interrupt([
      answered("a", { state: "streaming", text: "half" }, { state: "done" }),
      answered("b", { state: "waiting" }),
    ]);
    expect(first).toMatchObject({ variants: [{ state: "interrupted" }, { state: "done" }] });
    expect(second).toMatchObject({ variants: [{ state: "interrupted" }] });
  });
});

it("finds the tool calls that still wait for a result", () => {
  const toolCalls = ["1", "2"].map((id) => ({ id, name: "f", arguments: "{}" }));
  const turns = [question("q", "?"), answered("a", { toolCalls })];
  const result = { role: "tool" as const, id: "t", callId: "1", name: "f", text: "" };
  expect(findOpenCalls(turns).map(({ id }) => id)).toEqual(["1", "2"]);
  expect(findOpenCalls([...turns, result]).map(({ id }) => id)).toEqual(["2"]);
});

it.each([
  ["Hello", "Hello"],
  ["  First\nsecond", "First"],
  ["星".repeat(200), "星".repeat(200)],
  ["星".repeat(201), `${"星".repeat(200)}…`],
  ["👩‍👩‍👧".repeat(201), `${"👩‍👩‍👧".repeat(200)}…`],
  ["", ""],
])("derives a conversation title from the first line of %j", (text, title) => {
  expect(toTitle(text)).toBe(title);
});
