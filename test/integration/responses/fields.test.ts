import { describe, expect, it } from "vitest";

import { startGateway } from "../setup/gateway";
import { readSent } from "../setup/services";
import { ASK, askWhole, expectRefusal, readTold, readTurns, readWhole, respond } from "./ask";

const UNSUPPORTED = "unsupported_parameter";
const INVALID = "invalid_value";

describe("fields of POST /v1/responses", () => {
  it("sends instructions as the first system text, before system and developer items", async () => {
    await using gateway = await startGateway();
    await askWhole(gateway, {
      ...ASK,
      instructions: "甲",
      input: [
        { role: "system", content: "乙" },
        { role: "developer", content: [{ type: "input_text", text: "丙" }] },
        { role: "user", content: "问" },
      ],
    });
    expect(await readTurns(gateway)).toEqual([
      { role: "system", content: "甲\n\n乙\n\n丙" },
      { role: "user", content: "问" },
    ]);
  });

  it("treats null as absent in every optional field", async () => {
    await using gateway = await startGateway();
    const names =
      "instructions stream max_output_tokens temperature top_p tools tool_choice text reasoning " +
      "parallel_tool_calls truncation store previous_response_id conversation background prompt " +
      "include top_logprobs user safety_identifier metadata prompt_cache_key max_tool_calls " +
      "service_tier stream_options top_k stop thinking version presence_penalty frequency_penalty";
    const nulls = Object.fromEntries(names.split(" ").map((name) => [name, null]));
    const plain = await readWhole(await respond(gateway, ASK));
    const response = await respond(gateway, { ...ASK, ...nulls });
    const whole = await readWhole(response);
    expect(readTold(response)).toEqual({ ignored: [], adjusted: [] });
    expect(Object.keys(whole)).toEqual(Object.keys(plain));
  });

  it("sends sampling, max_output_tokens and the extensions as chat does, clamped and reported", async () => {
    await using gateway = await startGateway();
    const fields = { temperature: 0, top_p: 0.5, top_k: 9, max_output_tokens: 100_000 };
    const response = await respond(gateway, { ...ASK, ...fields, presence_penalty: 1, n: 2 });
    const whole = await readWhole(response);
    const { chat } = (await readSent(gateway)).parameter;
    expect(chat).toMatchObject({ temperature: 0.01, top_k: 6, max_tokens: 8192 });
    expect(readTold(response)).toEqual({
      adjusted: ["temperature=0.01", "top_k=6", "max_output_tokens=8192"],
      ignored: ["top_p", "presence_penalty", "n"],
    });
    expect(whole).toMatchObject({
      temperature: 0,
      top_p: 0.5,
      max_output_tokens: 100_000,
      presence_penalty: 1,
      frequency_penalty: 0,
    });
  });

  it("accepts a max_output_tokens of 1, although OpenAI requires 16", async () => {
    await using gateway = await startGateway();
    const whole = await readWhole(await respond(gateway, { ...ASK, max_output_tokens: 1 }));
    expect(whole).toMatchObject({ status: "incomplete", max_output_tokens: 1 });
    expect((await readSent(gateway)).parameter.chat.max_tokens).toBe(1);
  });

  it.each([
    [{ model: undefined }, { param: "model", code: INVALID }],
    [{ model: "gpt-9" }, { param: "model", code: "model_not_found", status: 404 }],
    [{ input: undefined }, { param: "input", code: INVALID }],
    [{ input: "" }, { param: "input", code: INVALID }],
    [{ input: [] }, { param: "input", code: INVALID }],
    [{ input: 7 }, { param: "input", code: INVALID }],
    [{ input: { role: "user", content: "x" } }, { param: "input", code: INVALID }],
    [{ max_output_tokens: 0 }, { param: "max_output_tokens", code: INVALID }],
    [{ temperature: 2.1 }, { param: "temperature", code: INVALID }],
    [{ top_p: -0.1 }, { param: "top_p", code: INVALID }],
    [{ stop: [""] }, { param: "stop[0]", code: INVALID }],
    [{ instructions: ["x"] }, { param: "instructions", code: INVALID }],
    [{ stream: "yes" }, { param: "stream", code: INVALID }],
    [{ store: 1 }, { param: "store", code: INVALID }],
    [{ metadata: "x" }, { param: "metadata", code: INVALID }],
    [{ truncation: "some" }, { param: "truncation", code: INVALID }],
    [{ reasoning: { effort: "extreme" } }, { param: "reasoning.effort", code: INVALID }],
    [{ text: { format: { type: "xml" } } }, { param: "text.format.type", code: INVALID }],
    [{ text: { format: { type: "json_schema", schema: 1 } } }, { param: "text.format.schema" }],
    [{ conversation: "conv_1" }, { param: "conversation", code: UNSUPPORTED }],
    [{ conversation: { id: "conv_1" } }, { param: "conversation", code: UNSUPPORTED }],
    [{ background: true }, { param: "background", code: UNSUPPORTED }],
    [{ prompt: { id: "pmpt_1" } }, { param: "prompt", code: UNSUPPORTED }],
    [{ top_logprobs: 1 }, { param: "top_logprobs", code: UNSUPPORTED }],
    [
      { model: "spark-api", version: "v9" },
      { param: "version", code: INVALID },
    ],
  ])("rejects %j and names the field", async (fields, expected) => {
    await using gateway = await startGateway();
    await expectRefusal(gateway, { ...ASK, ...fields }, expected);
  });

  it.each(["", "[]", '"x"', "null", "{"])("rejects the body %j", async (body) => {
    await using gateway = await startGateway();
    await expectRefusal(gateway, body, { code: INVALID });
  });

  it("repeats ignored fields, and reports only those that the answer does not show", async () => {
    await using gateway = await startGateway();
    const echoed = {
      metadata: { a: "1" },
      prompt_cache_key: "k",
      max_tool_calls: 3,
      safety_identifier: "s",
      user: "u",
      top_logprobs: 0,
      parallel_tool_calls: false,
      truncation: "auto",
    };
    const told = {
      service_tier: "flex",
      prompt_cache_retention: "24h",
      context_management: [{ type: "compaction" }],
      client_metadata: { a: "1" },
    };
    const silent = {
      text: { verbosity: "low" },
      stream_options: { include_obfuscation: true },
      include: ["reasoning.encrypted_content", "no.such.value"],
      background: false,
    };
    const response = await respond(gateway, { ...ASK, ...echoed, ...told, ...silent });
    const whole = await readWhole(response);
    expect(whole).toMatchObject({ ...echoed, service_tier: "default", background: false });
    expect(whole.text).toEqual({ format: { type: "text" }, verbosity: "low" });
    expect(readTold(response).ignored).toEqual(Object.keys(told));
  });

  it("returns every member that OpenAI's clients require for a minimal request", async () => {
    await using gateway = await startGateway();
    const whole = await askWhole(gateway, ASK);
    expect(whole).toMatchObject({
      id: expect.stringMatching(/^resp_[0-9a-f]{32}$/),
      object: "response",
      model: "4.0Ultra",
      created_at: expect.any(Number),
      completed_at: expect.any(Number),
      status: "completed",
      error: null,
      incomplete_details: null,
      instructions: null,
      previous_response_id: null,
      max_output_tokens: null,
      max_tool_calls: null,
      prompt_cache_key: null,
      safety_identifier: null,
      tools: [],
      tool_choice: "auto",
      parallel_tool_calls: true,
      truncation: "disabled",
      text: { format: { type: "text" }, verbosity: "medium" },
      reasoning: { effort: null, summary: null },
      temperature: 1,
      top_p: 1,
      presence_penalty: 0,
      frequency_penalty: 0,
      top_logprobs: 0,
      metadata: {},
      background: false,
      service_tier: "default",
      store: false,
      version: "v4.0",
      domain: "4.0Ultra",
    });
    expect(whole).not.toHaveProperty("user");
    expect(whole).not.toHaveProperty("output_text");
    expect(Number.isInteger(whole.created_at) && Number.isInteger(whole.completed_at)).toBe(true);
  });
});
