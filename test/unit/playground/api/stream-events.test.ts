import { describe, expect, it } from "vitest";

import { createVariant } from "@/lib/playground/conversation/create";
import { addDelta } from "@/lib/playground/api/stream-events";

const WAITING = createVariant("v", "spark-x", "w");

describe("addDelta", () => {
  it("appends text and records the times of the first and last tokens", () => {
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

  it("measures reasoning time until the first text arrives", () => {
    const thinking = addDelta(WAITING, { reasoning: "Hm" }, 100);
    expect(thinking).toMatchObject({ reasoning: "Hm", reasoningMs: null });
    const speaking = addDelta(thinking, { text: "Yes" }, 700);
    expect(addDelta(speaking, { text: "!" }, 900).reasoningMs).toBe(600);
  });

  it("starts no timing on an empty delta", () => {
    expect(addDelta(WAITING, {}, 50)).toMatchObject({
      state: "waiting",
      timing: { firstTokenMs: null },
    });
  });

  it("records no token times for a delta that is the whole answer", () => {
    expect(
      addDelta(WAITING, { text: "Hello", finishReason: "stop", isWhole: true }, 900),
    ).toMatchObject({
      text: "Hello",
      finishReason: "stop",
      timing: { firstTokenMs: null, lastTokenMs: null },
    });
  });

  it("assembles parallel tool calls from their streamed pieces by index", () => {
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
