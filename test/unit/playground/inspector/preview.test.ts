import { describe, expect, it } from "vitest";

import { toPreview, toReadable } from "@/lib/playground/inspector/preview";
import type { WireEventKind } from "@/lib/playground/inspector/event";

const choice = { index: 0, delta: { content: "春" }, finish_reason: null };
const toData = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;

describe("event previews", () => {
  it.each<[WireEventKind, string, string]>([
    ["chunk", toData({ id: "c", choices: [choice] }), '{"content":"春"}'],
    [
      "chunk",
      toData({ choices: [{ ...choice, index: 1, finish_reason: "stop" }] }),
      '#1 {"content":"春"} stop',
    ],
    ["chunk", toData({ choices: [1, {}] }), "1 null"],
    ["usage", toData({ choices: [], usage: { total_tokens: 3 } }), '{"total_tokens":3}'],
    ["usage", toData({ choices: [] }), "null"],
    ["error", toData({ error: { code: "c" } }), '{"code":"c"}'],
    ["done", "data: [DONE]\n\n", "[DONE]"],
    ["comment", ": keep-alive\n\n", ": keep-alive"],
    ["body", '{"id":\n1}', '{"id":1}'],
    ["body", "<h1>Bad</h1>", "<h1>Bad</h1>"],
    ["cut", 'data: {"cho', 'data: {"cho'],
    ["other", "event: ping\n\n", "event: ping"],
    ["other", toData({ a: 1 }), '{"a":1}'],
  ])("previews an event of kind %s from %j", (kind, raw, preview) => {
    expect(toPreview({ kind, raw })).toBe(preview);
  });

  it("limits an event preview to 160 characters", () => {
    expect(toPreview({ kind: "body", raw: "x".repeat(100_000) })).toHaveLength(160);
  });
});

it.each<[WireEventKind, string, string]>([
  ["chunk", 'data: {"a":1}\n\n', '{\n  "a": 1\n}'],
  ["body", '{"a":1}', '{\n  "a": 1\n}'],
  ["comment", ": keep-alive\n\n", ": keep-alive"],
  ["done", "data: [DONE]\n\n", "[DONE]"],
  ["cut", "data: {", "data: {"],
])("formats an event of kind %s readably from %j", (kind, raw, text) => {
  expect(toReadable({ kind, raw })).toBe(text);
});
