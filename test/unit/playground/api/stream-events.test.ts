import { describe, expect, it } from "vitest";

import { createVariant } from "@/lib/playground/conversation/create";
import { addDelta } from "@/lib/playground/api/stream-events";

const WAITING = createVariant("v", "spark-x", "w");

describe("a delta", () => {
  it("grows the text and notes when the first and the last came", () => {
    const first = addDelta(WAITING, { text: "Hel" }, 120);
    const last = addDelta(first, { text: "lo", finishReason: "stop" }, 180);
    expect(last).toMatchObject({
      state: "streaming",
      text: "Hello",
      finishReason: "stop",
      reasoningMs: null,
      timing: { firstTokenMs: 120, lastTokenMs: 180 },
    });
  });

  it("of a thought is measured until the first word", () => {
    const thinking = addDelta(WAITING, { reasoning: "Hm" }, 100);
    expect(thinking).toMatchObject({ reasoning: "Hm", reasoningMs: null });
    const speaking = addDelta(thinking, { text: "Yes" }, 700);
    expect(addDelta(speaking, { text: "!" }, 900).reasoningMs).toBe(600);
  });

  it("that says nothing starts no clock", () => {
    expect(addDelta(WAITING, {}, 50)).toMatchObject({
      state: "waiting",
      timing: { firstTokenMs: null },
    });
  });

  it("that is the whole answer tells nothing of its first token", () => {
    expect(
      addDelta(WAITING, { text: "Hello", finishReason: "stop", isWhole: true }, 900),
    ).toMatchObject({
      text: "Hello",
      finishReason: "stop",
      timing: { firstTokenMs: null, lastTokenMs: null },
    });
  });

  it("puts a call together from its pieces, each in its place", () => {
    const pieces = [
      { toolCalls: [{ index: 0, id: "a", name: "f", arguments: "" }] },
      { toolCalls: [{ index: 1, id: "b", name: "g", arguments: '{"x"' }] },
      { toolCalls: [{ index: 0, arguments: "{}" }] },
      { toolCalls: [{ index: 1, arguments: ":1}" }] },
    ];
    const { toolCalls } = pieces.reduce((all, piece) => addDelta(all, piece, 1), WAITING);
    expect(toolCalls).toEqual([
      { id: "a", name: "f", arguments: "{}" },
      { id: "b", name: "g", arguments: '{"x":1}' },
    ]);
  });
});
