import { describe, expect, it } from "vitest";

import type { Turn } from "@/lib/playground/conversation/types";
import { toBody } from "@/lib/playground/conversation/to-body";
import { answered, conversation, question } from "../samples";

const CALL = { id: "call_1", name: "get_weather", arguments: '{"city":"北京"}' };
const RESULT: Turn = {
  role: "tool",
  id: "t",
  callId: "call_1",
  name: "get_weather",
  text: "sunny",
};

describe("the request body", () => {
  it("contains the turns and stream options but no unset parameters", () => {
    const turns = [question("q1", "Hello"), answered("a1"), question("q2", "And?")];
    expect(toBody(conversation(turns))).toEqual({
      model: "lite",
      messages: [
        { role: "user", content: "Hello" },
        { role: "assistant", content: "Yes." },
        { role: "user", content: "And?" },
      ],
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it("ends before the answer that is being regenerated", () => {
    const turns = [question("q1", "Hello"), answered("a1"), question("q2", "And?")];
    expect(toBody(conversation(turns), "a1").messages).toEqual([
      { role: "user", content: "Hello" },
    ]);
  });

  it.each([
    ["has failed", { state: "failed" as const, text: "half" }],
    ["was stopped before any text", { state: "stopped" as const, text: "" }],
    ["was interrupted before any text", { state: "interrupted" as const, text: "" }],
  ])("leaves out a question whose answer %s", (_name, change) => {
    const turns = [question("q1", "Bad"), answered("a1", change), question("q2", "Good")];
    expect(toBody(conversation(turns)).messages).toEqual([{ role: "user", content: "Good" }]);
  });

  it("keeps the partial text of a stopped answer", () => {
    const turns = [question("q", "Go"), answered("a", { state: "stopped", text: "On" })];
    expect(toBody(conversation(turns)).messages).toHaveLength(2);
  });

  it("sends only the newest image, and none to a text-only model", () => {
    const turns = [
      question("q1", "One", "https://h/1.png"),
      answered("a1"),
      question("q2", "", "https://h/2.png"),
      answered("a2"),
      question("q3", "Which?"),
    ];
    const { messages } = toBody(conversation(turns, { detail: "low" }));
    expect(messages[0]).toEqual({ role: "user", content: "One" });
    expect(messages[2]).toEqual({
      role: "user",
      content: [{ type: "image_url", image_url: { url: "https://h/2.png", detail: "low" } }],
    });
    expect(JSON.stringify(toBody(conversation(turns), undefined, false))).not.toContain("image");
  });

  it("leaves out an image that the browser could not save", () => {
    const turns = [question("q1", "Look", ""), answered("a1"), question("q2", "And?")];
    expect(toBody(conversation(turns)).messages).toEqual([
      { role: "user", content: "Look" },
      { role: "assistant", content: "Yes." },
      { role: "user", content: "And?" },
    ]);
  });

  it("sends an image in the newest question even to a text-only model", () => {
    const turns = [question("q", "Look", "https://h/1.png")];
    expect(toBody(conversation(turns), undefined, false).messages).toEqual([
      {
        role: "user",
        content: [
          { type: "text", text: "Look" },
          { type: "image_url", image_url: { url: "https://h/1.png" } },
        ],
      },
    ]);
  });

  it("sends tool calls with their results and drops unanswered calls", () => {
    const asked = [question("q", "Weather?"), answered("a", { text: "", toolCalls: [CALL] })];
    expect(toBody(conversation([...asked, RESULT])).messages.slice(1)).toEqual([
      {
        role: "assistant",
        content: null,
        tool_calls: [
          {
            id: "call_1",
            type: "function",
            function: { name: "get_weather", arguments: CALL.arguments },
          },
        ],
      },
      { role: "tool", tool_call_id: "call_1", content: "sunny" },
    ]);
    expect(toBody(conversation([...asked, question("q2", "Well?")])).messages).toEqual([
      { role: "user", content: "Weather?" },
      { role: "user", content: "Well?" },
    ]);
  });

  it.each([
    [{ system: "Be brief." }, { messages: [{ role: "system", content: "Be brief." }] }],
    [
      { temperature: 0, top_p: 0.5, top_k: 3, max_tokens: 9, n: 2 },
      { temperature: 0, n: 2 },
    ],
    [{ stop: ["。"] }, { stop: ["。"] }],
    [{ tools: '[{"type":"function"}]' }, { tools: [{ type: "function" }] }],
    [{ tool_choice: "required" }, { tool_choice: "required" }],
    [{ tool_choice: "f" }, { tool_choice: { type: "function", function: { name: "f" } } }],
    [{ response_format: "json_object" }, { response_format: { type: "json_object" } }],
    [
      { response_format: '{"type":"object"}' },
      {
        response_format: {
          type: "json_schema",
          json_schema: { name: "answer", schema: { type: "object" } },
        },
      },
    ],
    [
      { response_format: '{"name":"n","schema":{}}' },
      { response_format: { type: "json_schema", json_schema: { name: "n", schema: {} } } },
    ],
    [{ web_search: true }, { web_search_options: {} }],
    [{ truncation: "auto" as const }, { truncation: "auto" }],
  ])("maps the parameters %j to request fields", (parameters, expected) => {
    expect(toBody(conversation([], parameters))).toMatchObject(expected);
  });

  it.each([
    [{ stop: [] }, "stop"],
    [{ tools: "[{" }, "tools"],
    [{ response_format: "{" }, "response_format"],
    [{ tool_choice: "" }, "tool_choice"],
    [{ web_search: false }, "web_search_options"],
    [{ stream: false }, "stream"],
    [{ stream: false }, "stream_options"],
    [{ includeUsage: false }, "stream_options"],
    [{ system: "  " }, "system"],
  ])("maps the parameter %j to a request body without %s", (parameters, name) => {
    expect(toBody(conversation([], parameters))).not.toHaveProperty(name);
  });
});
