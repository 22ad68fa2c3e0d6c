import { describe, expect, it } from "vitest";

import { findFailure } from "@/lib/core/errors";
import { readChatRequest } from "@/lib/api/chat-completions/read-request";

const messages = [{ role: "user", content: "hi" }];
const base = { model: "lite", messages };

function failureOf(body: unknown) {
  try {
    readChatRequest(body);
    return undefined;
  } catch (error) {
    return findFailure(error);
  }
}

describe("readChatRequest", () => {
  it("treats null as absent", () => {
    const { request, unknownFields } = readChatRequest({
      ...base,
      max_tokens: null,
      stop: null,
      stream: null,
      tools: null,
      logprobs: null,
      seed: null,
    });
    expect(request).toEqual(base);
    expect(unknownFields).toEqual([]);
  });

  it("returns the names of unknown fields", () => {
    const { unknownFields } = readChatRequest({ ...base, seed: 1, metadata: {}, verbosity: "low" });
    expect(unknownFields).toEqual(["seed", "metadata", "verbosity"]);
  });

  it("accepts every kind of message that needs no tool", () => {
    const all = [
      { role: "system", content: "a", name: "x" },
      { role: "developer", content: [{ type: "text", text: "b" }] },
      { role: "assistant", content: null },
      { role: "assistant", content: [{ type: "refusal", refusal: "no" }] },
      { role: "assistant" },
      { role: "assistant", content: "c", tool_calls: [] },
      { role: "user", content: [{ type: "text", text: "d" }] },
    ];
    expect(readChatRequest({ ...base, messages: all }).request.messages).toHaveLength(7);
  });

  it.each([
    [{ tools: [] }],
    [{ functions: [] }],
    [{ tool_choice: "none" }],
    [{ response_format: { type: "text" } }],
    [{ logit_bias: {} }],
    [{ logprobs: false }],
    [{ modalities: ["text"] }],
  ])("accepts %j, which requests nothing", (fields) => {
    expect(failureOf({ ...base, ...fields })).toBeUndefined();
  });

  it.each([
    [null, null],
    [[], null],
    ["text", null],
    [{ messages }, "model"],
    [{ model: 3, messages }, "model"],
    [{ model: "lite" }, "messages"],
    [{ model: "lite", messages: [] }, "messages"],
    [{ model: "lite", messages: "hi" }, "messages"],
    [{ model: "lite", messages: [{ content: "x" }] }, "messages[0].role"],
    [{ model: "lite", messages: [{ role: "robot", content: "x" }] }, "messages[0].role"],
    [{ model: "lite", messages: [{ role: "user" }] }, "messages[0].content"],
    [{ model: "lite", messages: [{ role: "user", content: 5 }] }, "messages[0].content"],
    [
      { model: "lite", messages: [{ role: "user", content: [{ type: "text" }] }] },
      "messages[0].content[0].text",
    ],
    [
      { model: "lite", messages: [{ role: "user", content: [{ type: "smell" }] }] },
      "messages[0].content[0].type",
    ],
    [{ ...base, temperature: 2.1 }, "temperature"],
    [{ ...base, temperature: "hot" }, "temperature"],
    [{ ...base, top_p: 1.5 }, "top_p"],
    [{ ...base, top_k: 0 }, "top_k"],
    [{ ...base, max_tokens: 0 }, "max_tokens"],
    [{ ...base, max_tokens: 1.5 }, "max_tokens"],
    [{ ...base, max_completion_tokens: -2 }, "max_completion_tokens"],
    [{ ...base, max_tokens: 0 }, "max_tokens"],
    [{ ...base, presence_penalty: 3 }, "presence_penalty"],
    [{ ...base, frequency_penalty: -3 }, "frequency_penalty"],
    [{ ...base, n: 0 }, "n"],
    [{ ...base, stream: "yes" }, "stream"],
    [{ ...base, stop: "" }, "stop"],
    [{ ...base, stop: [[]] }, "stop[0]"],
    [{ ...base, stop: ["a", "b", "c", "d", "e"] }, "stop"],
    [{ ...base, stop: ["a", ""] }, "stop[1]"],
    [{ ...base, truncation: "always" }, "truncation"],
    [{ ...base, stream_options: { include_usage: 1 } }, "stream_options.include_usage"],
  ])("rejects %j with param %s", (body, param) => {
    const failure = failureOf(body);
    expect(failure).toMatchObject({ kind: "invalid-request", param });
    expect(failure).toMatchObject({ message: expect.stringMatching(/^.{10,200}$/) });
  });

  const user = (part: object) => ({ ...base, messages: [{ role: "user", content: [part] }] });
  it.each([
    [{ ...base, logprobs: true }, "logprobs"],
    [{ ...base, top_logprobs: 2 }, "top_logprobs"],
    [{ ...base, logit_bias: { 5: 1 } }, "logit_bias"],
    [{ ...base, modalities: ["text", "audio"] }, "modalities"],
    [{ ...base, audio: { voice: "x" } }, "audio"],
    [{ ...base, prediction: { type: "content" } }, "prediction"],
    [user({ type: "input_audio", input_audio: {} }), "messages[0].content[0]"],
    [user({ type: "file", file: {} }), "messages[0].content[0]"],
  ])("rejects %j as unsupported with param %s", (body, param) => {
    expect(failureOf(body)).toMatchObject({ kind: "unsupported", param });
  });
});
