import { describe, expect, it } from "vitest";

import { answer, perform } from "../../simulator/scripts";
import { startGateway } from "../setup/gateway";
import { readStream } from "../setup/sse";

const ASK = { model: "generalv3.5", messages: [{ role: "user" as const, content: "张三，30 岁" }] };
const usage = (completion: number) => ({
  question_tokens: 1,
  prompt_tokens: 9,
  completion_tokens: completion,
  total_tokens: 9 + completion,
});
const JSON_MODE = { response_format: { type: "json_object" as const } };
const SCHEMA = {
  response_format: {
    type: "json_schema" as const,
    json_schema: {
      name: "person",
      schema: { type: "object", properties: { name: { type: "string" } }, required: ["name"] },
    },
  },
};
const CLOCK = { tools: [{ type: "function" as const, function: { name: "clock" } }] };

describe("a JSON answer that is cut", () => {
  it.each([
    ["json_object", JSON_MODE],
    ["json_schema", SCHEMA],
  ])("an answer cut by max_tokens is returned unchanged, as %s", async (_, format) => {
    await using gateway = await startGateway();
    gateway.simulator.play(answer(['{"name": "张', "三"], { usage: usage(5) }));
    const response = await gateway.post({ ...ASK, ...format, max_tokens: 5 });
    expect(response.status).toBe(200);
    const { choices } = await response.json();
    expect(choices).toMatchObject([
      { finish_reason: "length", message: { content: '{"name": "张三' } },
    ]);
    expect(gateway.simulator.connections).toHaveLength(1);
  });

  it("an answer cut by max_tokens ends its stream with finish reason length", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(answer(['{"name": "张'], { usage: usage(3) }));
    const { text, isDone, finishReasons } = await readStream(
      await gateway.post({ ...ASK, ...SCHEMA, max_completion_tokens: 3, stream: true }),
    );
    expect({ text, isDone }).toEqual({ text: '{"name": "张', isDone: true });
    expect(finishReasons).toEqual(["length"]);
  });

  it("a repair cut by max_tokens is returned unchanged", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(answer(["no JSON"]), answer(['{"name"'], { usage: usage(4) }));
    const response = await gateway.post({ ...ASK, ...JSON_MODE, max_tokens: 4 });
    expect((await response.json()).choices[0]).toMatchObject({ finish_reason: "length" });
    expect(gateway.simulator.connections).toHaveLength(2);
  });

  it("an answer cut by a stop sequence is returned with finish reason stop after one request", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(answer(['{"name": "张', '三", "age": 30}']));
    const response = await gateway.post({ ...ASK, ...JSON_MODE, stop: ['", "age'] });
    expect((await response.json()).choices).toMatchObject([
      { finish_reason: "stop", message: { content: '{"name": "张三' } },
    ]);
    expect(gateway.simulator.connections).toHaveLength(1);
  });

  it.each([
    ["{", ""],
    ['"', "{"],
    ["}", '{"a": {"b": 1'],
    ["1}", '{"a": {"b": '],
  ])("an answer cut by the stop sequence %j is returned up to it", async (stop, content) => {
    await using gateway = await startGateway();
    gateway.simulator.play(answer(['{"a": ', '{"b": 1}}']));
    const response = await gateway.post({ ...ASK, ...JSON_MODE, stop });
    expect((await response.json()).choices).toMatchObject([
      { finish_reason: "stop", message: { content } },
    ]);
    expect(gateway.simulator.connections).toHaveLength(1);
  });

  it("an answer cut before its JSON begins is requested again, then fails with 502", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(answer(["好的：", '{"a": 1}']), answer(['{"a": 1}']));
    const ask = { ...ASK, ...JSON_MODE, stop: ["："] };
    expect((await (await gateway.post(ask)).json()).choices).toMatchObject([
      { finish_reason: "stop", message: { content: '{"a": 1}' } },
    ]);
    gateway.simulator.play(answer(["好的：{}"]), answer(["好的：{}"]));
    expect((await gateway.post(ask)).status).toBe(502);
  });

  it("an answer cut after its JSON ends is returned without the surrounding text", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(answer(["```json\n", '{"a": 1}\n', "```\n希望"]));
    const response = await gateway.post({ ...ASK, ...JSON_MODE, stop: ["\n```"] });
    expect((await response.json()).choices[0].message.content).toBe('{"a": 1}');
    expect(gateway.simulator.connections).toHaveLength(1);
  });

  it("an answer cut by a stop sequence ends its stream with finish reason stop", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(answer(['{"name": "张', '三", "age": 30}']));
    const { text, isDone, finishReasons } = await readStream(
      await gateway.post({ ...ASK, ...SCHEMA, stop: "age", stream: true }),
    );
    expect({ text, isDone, finishReasons }).toEqual({
      text: '{"name": "张三", "',
      isDone: true,
      finishReasons: ["stop"],
    });
  });
});

describe("a tool call cut by max_tokens", () => {
  it.each([true, false])("finishes with length (stream: %s)", async (stream) => {
    await using gateway = await startGateway();
    const call = { name: "clock", arguments: '{"zone": "Asia/Sh' };
    gateway.simulator.play(perform({ texts: [], call, usage: usage(6) }));
    const response = await gateway.post({ ...ASK, ...CLOCK, max_tokens: 6, stream });
    const reasons = stream
      ? (await readStream(response)).finishReasons
      : [(await response.json()).choices[0].finish_reason];
    expect(reasons).toEqual(["length"]);
  });

  it("finishes with length in the legacy form, and after text", async () => {
    await using gateway = await startGateway();
    const call = { name: "clock", arguments: "{" };
    gateway.simulator.play(perform({ texts: ["好的"], call, usage: usage(7) }));
    const { tools, ...rest } = { ...ASK, ...CLOCK };
    const functions = tools.map((tool) => tool.function);
    const response = await gateway.post({ ...rest, functions, max_tokens: 7 });
    expect((await response.json()).choices[0].finish_reason).toBe("length");
  });

  it("finishes with tool_calls when max_tokens was not reached", async () => {
    await using gateway = await startGateway();
    const call = { name: "clock", arguments: "{}" };
    gateway.simulator.play(perform({ texts: [], call, usage: usage(5) }));
    const response = await gateway.post({ ...ASK, ...CLOCK, max_tokens: 6 });
    expect((await response.json()).choices[0].finish_reason).toBe("tool_calls");
  });
});

describe("the tokens of a tool call", () => {
  it("are estimated and marked as estimated when Spark counts none", async () => {
    await using gateway = await startGateway();
    const call = { name: "clock", arguments: '{"zone":"Asia/Shanghai"}' };
    gateway.simulator.play(perform({ texts: [], call, usage: usage(0) }));
    const { usage: counted } = await (await gateway.post({ ...ASK, ...CLOCK })).json();
    expect(counted).toMatchObject({ prompt_tokens: 9, estimated: true });
    expect(counted.completion_tokens).toBeGreaterThan(0);
    expect(counted.total_tokens).toBe(9 + counted.completion_tokens);
  });

  it("are Spark's own when it counts them", async () => {
    await using gateway = await startGateway();
    const call = { name: "clock", arguments: "{}" };
    gateway.simulator.play(perform({ texts: [], call, usage: usage(4) }));
    const { usage: counted } = await (await gateway.post({ ...ASK, ...CLOCK })).json();
    expect(counted).toMatchObject({ completion_tokens: 4, total_tokens: 13 });
    expect(counted.estimated).toBeUndefined();
  });
});

describe("a JSON schema whose root has no type", () => {
  const ask = (schema: object) => ({
    ...ASK,
    response_format: { type: "json_schema", json_schema: { name: "any", schema } },
  });

  it.each([
    ["no keywords", {}, '"text"'],
    ["properties alone", { properties: { a: { type: "string" } } }, "[1]"],
    ["a description alone", { description: "anything" }, "42"],
    ["branches", { anyOf: [{ required: ["a"] }, { required: ["b"] }] }, "null"],
  ])("rejects an answer that is not an object (%s)", async (_, schema, wrong) => {
    await using gateway = await startGateway();
    gateway.simulator.play(answer([wrong]), answer([wrong]));
    const response = await gateway.post(ask(schema));
    expect(response.status).toBe(502);
    gateway.simulator.play(answer([wrong]), answer(['{"a": "x"}']));
    const { choices } = await (await gateway.post(ask(schema))).json();
    expect(choices[0].message.content).toBe('{"a": "x"}');
  });
});
