import { describe, expect, it } from "vitest";

import type { HttpScript } from "../../simulator/simulator";
import { startGateway } from "../setup/gateway";
import { postWith, readSent, SERVICES } from "../setup/services";
import { readStream } from "../setup/sse";

const CLOCK = { type: "function" as const, function: { name: "clock" } };
const ASK = {
  model: "generalv3.5",
  messages: [{ role: "user" as const, content: "合肥天气如何？" }],
};

describe("legacy function calls", () => {
  it("translates function_call and function messages into text turns for Spark", async () => {
    await using gateway = await startGateway();
    const old = [
      { role: "user", content: "时间？" },
      { role: "assistant", content: null, function_call: { name: "clock", arguments: "{}" } },
      { role: "function", name: "clock", content: "12:00" },
    ];
    const whole = await (
      await gateway.post({ ...ASK, messages: old, functions: [CLOCK.function] })
    ).json();
    expect(whole.choices[0].message.content).toContain("12:00");
    const { payload } = await readSent(gateway);
    expect(payload.message.text.map(({ content }: { content: string }) => content)).toEqual([
      "时间？",
      "我调用了工具 clock，参数：{}",
      "工具 clock 的结果：\n12:00",
    ]);
  });
});

describe("malformed tool requests", () => {
  it("drops duplicate tools and fills in missing descriptions and parameters", async () => {
    await using gateway = await startGateway();
    const empty = {
      name: "clock",
      description: "",
      parameters: { properties: null, required: null },
    };
    const tools = [empty, { name: "clock", description: "twin" }].map((declared) => ({
      type: "function",
      function: declared,
    }));
    expect((await gateway.post({ ...ASK, tools })).status).toBe(200);
    expect((await readSent(gateway)).payload.functions.text).toEqual([
      {
        name: "clock",
        description: "clock",
        parameters: { type: "object", properties: {}, required: [] },
      },
    ]);
  });

  it("rejects tool parameters nested 5,000 deep", async () => {
    await using gateway = await startGateway();
    const deep = `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`;
    const tools = [{ type: "function", function: { name: "f", parameters: "DEEP" } }];
    const body = JSON.stringify({ ...ASK, tools }).replace('"DEEP"', deep);
    const response = await gateway.post(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { param: "tools" } });
  });

  it.each(SERVICES)(
    "sends tool results without a matching call as text over %s",
    async (_, key) => {
      await using gateway = await startGateway();
      const calls = ["1", "2"].map((id) => ({
        id,
        type: "function",
        function: { name: "clock", arguments: "{}" },
      }));
      const results = ["1", "2"].map((id) => ({
        role: "tool",
        tool_call_id: id,
        content: `R${id}`,
      }));
      for (const messages of [
        [{ role: "assistant", content: null, tool_calls: calls }, ...results],
        [...results, { role: "user", content: "然后？" }],
        [
          { role: "user", content: "几点？" },
          { role: "function", name: "zz", content: "R1 R2" },
        ],
        [{ role: "user", content: "几点？" }, { role: "assistant", content: "嗯" }, ...results],
      ]) {
        const response = await postWith(gateway, key)({ ...ASK, messages });
        expect(response.status).toBe(200);
        const sent = JSON.stringify(await readSent(gateway));
        expect(sent).toContain("R1");
        expect(sent).toContain("R2");
      }
    },
  );
});

describe("tool calls over HTTP", () => {
  const twice: HttpScript = async (_body, _response, stage) => {
    const call = (index: number) => ({
      index,
      id: `c${index}`,
      type: "function",
      function: { name: "clock", arguments: `{"at":${index}}` },
    });
    await stage.delta({ content: "", tool_calls: [call(0), call(1)] });
    await stage.send("data:[DONE]\n\n");
    stage.end();
  };

  it.each([
    [undefined, 2],
    [true, 2],
    [false, 1],
  ])(
    "honours parallel_tool_calls %s and returns %d of Spark's two calls",
    async (parallel, count) => {
      await using gateway = await startGateway();
      gateway.simulator.playHttp(twice, twice);
      const fields = { ...ASK, tools: [CLOCK], parallel_tool_calls: parallel };
      const post = postWith(gateway, SERVICES[1][1]);
      const whole = await (await post(fields)).json();
      expect(whole.choices[0].message.tool_calls).toHaveLength(count);
      const stream = await readStream(await post({ ...fields, stream: true }));
      const calls = stream.values.flatMap(({ choices }) => choices[0]?.delta.tool_calls ?? []);
      expect(calls.map(({ index }: { index: number }) => index)).toEqual(
        Array.from({ length: count }, (_, at) => at),
      );
    },
  );

  it("leaves web search out beside functions on X1 and lists it as ignored", async () => {
    await using gateway = await startGateway();
    const tools = [CLOCK, { type: "web_search" }];
    const response = await postWith(gateway, SERVICES[1][1])({ ...ASK, model: "spark-x", tools });
    expect(response.status).toBe(200);
    expect(response.headers.get("x-spark-ignored")).toBe("web_search");
  });
});
