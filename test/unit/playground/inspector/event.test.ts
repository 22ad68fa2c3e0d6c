import { expect, it } from "vitest";

import { readBlock, readData } from "@/lib/playground/inspector/event";

const chunk = (delta: object): string => `data: ${JSON.stringify({ choices: [{ delta }] })}\n\n`;

it.each([
  [chunk({ role: "assistant", content: "" }), "chunk", false],
  [chunk({ content: "春" }), "chunk", true],
  [chunk({ reasoning_content: "嗯" }), "chunk", true],
  [chunk({ tool_calls: [{ index: 0 }] }), "chunk", true],
  [chunk({ function_call: { arguments: "{" } }), "chunk", true],
  [chunk({}), "chunk", false],
  ['data: {"choices":[],"usage":{"total_tokens":1}}\n\n', "usage", false],
  ['data: {"error":{"message":"no"}}\n\n', "error", false],
  ["data: [DONE]\r\n\r\n", "done", false],
  [": keep-alive\n\n", "comment", false],
  ["\n: keep-alive\n\n", "comment", false],
  ["event: ping\n\n", "other", false],
  ["data: not JSON\n\n", "other", false],
  ['data: {"choices":1}\n\n', "other", false],
  ["data: 1\n\n", "other", false],
])("classifies the event %j as %s with hasToken %s", (raw, kind, hasToken) => {
  expect(readBlock({ raw, bytes: raw.length, isCut: false })).toEqual({ kind, hasToken });
});

it("classifies a truncated event as cut, whatever its content", () => {
  expect(readBlock({ raw: "data: {", bytes: 7, isCut: true })).toEqual({
    kind: "cut",
    hasToken: false,
  });
});

it.each([
  ["data: a\ndata: b\n\n", "a\nb"],
  ["\uFEFFdata:a\r\n\r\n", "a"],
  [": c\ndata: a\n\n", "a"],
  [": c\n\n", null],
])("reads the data of the event %j as %j", (raw, data) => {
  expect(readData(raw)).toBe(data);
});
