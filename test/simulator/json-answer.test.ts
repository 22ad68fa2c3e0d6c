import { describe, expect, it } from "vitest";

import type { Heard } from "./heard";
import { answerInJson } from "./json-answer";

function hear(content: string, parameters: Record<string, unknown> = {}): Heard {
  return {
    path: "/v4.0/chat",
    domain: "4.0Ultra",
    parameters,
    turns: [{ role: "user", content }],
    image: null,
    functions: [],
    thinks: false,
    searches: false,
    showsSources: false,
    maxTokens: null,
    question: content,
  };
}

describe("answerInJson", () => {
  it("returns null when the request does not ask for JSON", () => {
    expect(answerInJson(hear("什么是 JSON？"))).toBeNull();
  });

  it.each([
    [hear("只输出一个 JSON 对象。")],
    [hear("Answer with nothing but JSON.")],
    [hear("你好", { response_format: { type: "json_object" } })],
  ])("returns an object when the request asks for JSON (%#)", (heard) => {
    expect(JSON.parse(answerInJson(heard) ?? "")).toMatchObject({ simulated: true });
  });

  it("returns an object that fits the schema in the request", () => {
    const schema = {
      type: "object",
      properties: { name: { type: "string" }, age: { type: "integer" }, of: { enum: ["a", "b"] } },
    };
    const order = `只输出一个 JSON 对象。它必须符合下面的 JSON Schema：\n${JSON.stringify(schema)}\n\n好`;
    expect(JSON.parse(answerInJson(hear(order)) ?? "")).toEqual({
      name: expect.stringContaining("模拟"),
      age: 1,
      of: "a",
    });
  });

  it("reads a schema whose texts hold characters that end a line elsewhere", () => {
    const schema = { type: "object", required: ["a"], properties: { a: { const: "\u2028}" } } };
    const order = `只输出一个 JSON 对象。它必须符合下面的 JSON Schema：\n${JSON.stringify(schema)}\n\n好}`;
    expect(JSON.parse(answerInJson(hear(order)) ?? "")).toEqual({ a: "\u2028}" });
  });
});
