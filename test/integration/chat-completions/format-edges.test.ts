import { zodResponseFormat } from "openai/helpers/zod";
import { describe, expect, it } from "vitest";
import { z } from "zod";

import { answer, callFunction, failAfter } from "../../simulator/scripts";
import { startGateway } from "../setup/gateway";

const ASK = { model: "generalv3.5", messages: [{ role: "user" as const, content: "给我一个人" }] };
const PERSON = z.object({ name: z.string(), age: z.int().min(0) });
const FORMAT = zodResponseFormat(PERSON, "person");
const GOOD = '{"name":"张三","age":30}';

describe("structured output: edge cases", () => {
  it("sums the usage of the first answer and its repair", async () => {
    await using gateway = await startGateway();
    const usage = { question_tokens: 1, prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
    gateway.simulator.play(answer(["?"], { usage }), answer([GOOD], { usage }));
    const whole = await (await gateway.post({ ...ASK, response_format: FORMAT })).json();
    expect(whole.usage).toMatchObject({
      prompt_tokens: 20,
      completion_tokens: 10,
      total_tokens: 30,
    });
  });

  it("returns a tool call without checking it against response_format", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(callFunction({ name: "f", arguments: "{}" }));
    const tools = [{ type: "function", function: { name: "f" } }];
    const whole = await (await gateway.post({ ...ASK, response_format: FORMAT, tools })).json();
    expect(whole.choices[0].finish_reason).toBe("tool_calls");
  });

  it("returns a moderated answer as far as it got, without a second attempt", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(failAfter(['{"name":'], 10_014, "m"));
    const response = await gateway.post({ ...ASK, response_format: FORMAT });
    expect(response.status).toBe(200);
    const [choice] = (await response.json()).choices;
    expect(choice).toMatchObject({
      finish_reason: "content_filter",
      message: { content: '{"name":' },
    });
    expect(gateway.simulator.connections).toHaveLength(1);
  });

  it("names Spark's session in the error when both answers miss the schema", async () => {
    await using gateway = await startGateway();
    for (const stream of [false, true]) {
      gateway.simulator.play(answer(["no"]), answer(["no"]));
      const response = await gateway.post({ ...ASK, response_format: FORMAT, stream });
      expect(response.status).toBe(502);
      const sid = response.headers.get("x-spark-sid");
      expect(sid).toMatch(/^cht/);
      expect((await response.json()).error.message).toContain(`(Spark sid ${sid})`);
    }
  });

  it.each([
    ["code in a field", '{"md":"```js\\nlet a\\n```"}'],
    ["a fence in a field", '{"md":"```1```"}'],
  ])("leaves JSON with %s unchanged", async (_place, text) => {
    await using gateway = await startGateway();
    gateway.simulator.play(answer([text]));
    const response_format = { type: "json_object" };
    const whole = await (await gateway.post({ ...ASK, response_format })).json();
    expect(whole.choices[0].message.content).toBe(text);
  });

  it.each(['{"a":1} 说明 {x}', '我用 {x} 表示：{"a":1}', '{"a":1}{"b":1}'])(
    "extracts the first complete object from %j",
    async (text) => {
      await using gateway = await startGateway();
      gateway.simulator.play(answer([text]));
      const response_format = { type: "json_object" };
      const whole = await (await gateway.post({ ...ASK, response_format })).json();
      expect(whole.choices[0].message.content).toBe('{"a":1}');
      expect(gateway.simulator.connections).toHaveLength(1);
    },
  );

  it("estimates usage from the counted attempt when Spark did not count the other", async () => {
    await using gateway = await startGateway();
    const usage = {
      question_tokens: 1,
      prompt_tokens: 1000,
      completion_tokens: 500,
      total_tokens: 1500,
    };
    gateway.simulator.play(answer(["?"], { usage }), answer([GOOD], { usage: null }));
    const whole = await (await gateway.post({ ...ASK, response_format: FORMAT })).json();
    expect(whole.usage).toMatchObject({ prompt_tokens: 2000, estimated: true });
  });
});
