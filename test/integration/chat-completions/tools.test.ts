import { describe, expect, it } from "vitest";

import { callFunction } from "../../simulator/scripts";
import type { Script, Stage } from "../../simulator/simulator";
import { startGateway } from "../setup/gateway";
import { readSent } from "../setup/services";
import { readStream } from "../setup/sse";

const WEATHER = {
  type: "function" as const,
  function: {
    name: "get-weather",
    description: "Weather of a city",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
};
const CLOCK = { type: "function" as const, function: { name: "clock" } };
const ASK = {
  model: "generalv3.5",
  messages: [{ role: "user" as const, content: "合肥天气如何？" }],
};

const call = (name: string, given: string): Script => callFunction({ name, arguments: given });

describe("tool calls", () => {
  it("returns a call in OpenAI's format under the caller's function name, whole and streamed", async () => {
    await using gateway = await startGateway();
    const whole = await gateway.client.chat.completions.create({ ...ASK, tools: [WEATHER] });
    const message = whole.choices[0]?.message;
    expect(whole.choices[0]?.finish_reason).toBe("tool_calls");
    expect(message).toMatchObject({ role: "assistant", content: null, refusal: null });
    expect(message?.tool_calls).toEqual([
      {
        id: expect.stringMatching(/^call_/),
        type: "function",
        function: { name: "get-weather", arguments: expect.stringContaining("合肥") },
      },
    ]);

    const stream = gateway.client.chat.completions.stream({ ...ASK, tools: [WEATHER] });
    const completion = await stream.finalChatCompletion();
    expect(completion.choices[0]?.finish_reason).toBe("tool_calls");
    expect(completion.choices[0]?.message.tool_calls?.[0]).toMatchObject({
      type: "function",
      function: { name: "get-weather", arguments: expect.stringContaining("合肥") },
    });
  });

  it("sends Spark complete function definitions under valid names, and none for an empty list", async () => {
    await using gateway = await startGateway();
    await gateway.post({ ...ASK, tools: [WEATHER, CLOCK] });
    const { payload } = await readSent(gateway);
    expect(payload.functions.text).toEqual([
      { ...WEATHER.function, name: expect.stringMatching(/^get_weather_[a-z0-9]{7}$/) },
      {
        name: "clock",
        description: "clock",
        parameters: { type: "object", properties: {}, required: [] },
      },
    ]);
    await gateway.post({ ...ASK, model: "lite", tools: [] });
    expect((await readSent(gateway)).payload).not.toHaveProperty("functions");
  });

  it.each([
    ["none", [], undefined],
    ["auto", ["get-weather", "clock"], undefined],
    ["required", ["get-weather", "clock"], /必须调用其中一个函数/],
    [{ type: "function", function: { name: "clock" } }, ["clock"], /必须调用函数 clock/],
    [
      { type: "allowed_tools", allowed_tools: { mode: "auto", tools: [CLOCK] } },
      ["clock"],
      undefined,
    ],
  ])("translates tool_choice %j into the functions %j", async (tool_choice, names, order) => {
    await using gateway = await startGateway();
    const response = await gateway.post({ ...ASK, tools: [WEATHER, CLOCK], tool_choice });
    expect(response.status).toBe(200);
    const { payload } = await readSent(gateway);
    const sent = payload.functions?.text ?? [];
    expect(sent.map(({ description }: { description: string }) => description)).toEqual(
      names.map((name) => (name === "clock" ? "clock" : "Weather of a city")),
    );
    const [first] = payload.message.text;
    if (order)
      expect(first).toMatchObject({ role: "system", content: expect.stringMatching(order) });
    else expect(first.role).toBe("user");
  });

  it.each([
    [{ model: "lite", tools: [WEATHER] }, "tools", "unsupported_parameter"],
    [{ model: "lite", functions: [CLOCK.function] }, "functions", "unsupported_parameter"],
    [{ tools: [{ type: "custom", custom: { name: "x" } }] }, "tools[0]", "unsupported_parameter"],
    [{ tools: [{ type: "magic" }] }, "tools[0].type", "invalid_value"],
    [{ tools: [{ type: "function" }] }, "tools[0].function", "invalid_value"],
    [
      { tools: [CLOCK], tool_choice: { type: "function", function: { name: "x" } } },
      "tool_choice",
      "invalid_value",
    ],
    [{ tools: [CLOCK], tool_choice: "sometimes" }, "tool_choice", "invalid_value"],
    [
      { functions: [CLOCK.function], function_call: { name: "x" } },
      "function_call",
      "invalid_value",
    ],
  ])("rejects the tool request %j without connecting to Spark", async (fields, param, code) => {
    await using gateway = await startGateway();
    const response = await gateway.post({ ...ASK, ...fields });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { param, code } });
    expect(gateway.simulator.connections).toHaveLength(0);
  });

  it("answers the legacy functions parameter with function_call, whole and streamed", async () => {
    await using gateway = await startGateway();
    const fields = { functions: [WEATHER.function], function_call: "auto" as const };
    const whole = await (await gateway.post({ ...ASK, ...fields })).json();
    expect(whole.choices[0]).toMatchObject({
      finish_reason: "function_call",
      message: { content: null, function_call: { name: "get-weather" } },
    });
    expect(whole.choices[0].message).not.toHaveProperty("tool_calls");
    const stream = await readStream(await gateway.post({ ...ASK, ...fields, stream: true }));
    expect(stream.finishReasons).toEqual(["function_call"]);
    const calls = stream.values.flatMap(({ choices }) => choices[0]?.delta.function_call ?? []);
    expect(calls).toEqual([{ name: "get-weather", arguments: expect.stringContaining("合肥") }]);
  });

  it.each([
    ['{"city":"合肥"}', '{"city":"合肥"}'],
    ["", "{}"],
    ['"{\\"city\\":\\"合肥\\"}"', '{"city":"合肥"}'],
    ['```json\n{"city":"合肥"}\n```', '{"city":"合肥"}'],
    ['{"city":"合', '{"city":"合'],
    ["city=合肥", "city=合肥"],
  ])("normalises the arguments %j to %j", async (given, delivered) => {
    await using gateway = await startGateway();
    gateway.simulator.play(call("clock", given));
    const whole = await (await gateway.post({ ...ASK, tools: [CLOCK] })).json();
    expect(whole.choices[0].message.tool_calls[0].function.arguments).toBe(delivered);
  });

  it("serialises arguments that Spark sends as an object", async () => {
    await using gateway = await startGateway();
    const frame = {
      header: { code: 0, message: "Success", sid: "cht1", status: 2 },
      payload: {
        choices: {
          status: 2,
          text: [{ content: "", function_call: { name: "clock", arguments: { zone: 8 } } }],
        },
      },
    };
    gateway.simulator.play((stage: Stage) => stage.send(JSON.stringify(frame)));
    const whole = await (await gateway.post({ ...ASK, tools: [CLOCK] })).json();
    expect(whole.choices[0].message.tool_calls[0].function.arguments).toBe('{"zone":8}');
  });
});
