import {
  Agent,
  type AgentInputItem,
  OpenAIResponsesModel,
  Runner,
  setTracingDisabled,
  tool,
} from "@openai/agents";
import OpenAI from "openai";
import { describe, expect, it } from "vitest";
import { z } from "zod";

import { callFunction, failAfter } from "../../simulator/scripts";
import { type Gateway, startGateway } from "../setup/gateway";
import { SERVICES } from "../setup/services";
import { readTurns, say } from "./ask";
import { call } from "./call-cases";
import { BASE_URL, toFetch } from "./client";

setTracingDisabled(true);

function open(gateway: Gateway, apiKey = "any") {
  const client = new OpenAI({ apiKey, baseURL: BASE_URL, maxRetries: 0, fetch: toFetch(gateway) });
  return {
    model: new OpenAIResponsesModel(client, "4.0Ultra"),
    runner: new Runner({ tracingDisabled: true }),
  };
}

const weather = tool({
  name: "get_weather",
  description: "Weather of a city",
  parameters: z.object({ city: z.string() }),
  execute: async ({ city }) => `晴，在${city}`,
});

describe.each(SERVICES)("OpenAI's Agents SDK over %s", (_, key) => {
  it.each([false, true])(
    "calls a tool and answers with its result (stream: %s)",
    async (stream) => {
      await using gateway = await startGateway();
      const { model, runner } = open(gateway, key);
      say(gateway, call("get_weather", '{"city":"合肥"}'));
      const agent = new Agent({ name: "helper", instructions: "短", model, tools: [weather] });
      if (stream) {
        const result = await runner.run(agent, "合肥天气", { stream: true });
        let text = "";
        for await (const piece of result.toTextStream()) text += piece;
        await result.completed;
        expect(text).toBe(result.finalOutput);
        expect(result.finalOutput).toContain("晴，在合肥");
      } else {
        const result = await runner.run(agent, "合肥天气");
        expect(result.finalOutput).toContain("晴，在合肥");
      }
      expect(gateway.simulator.connections).toHaveLength(2);
    },
  );

  it("hands a conversation off to another agent", async () => {
    await using gateway = await startGateway();
    const { model, runner } = open(gateway, key);
    const expert = new Agent({ name: "expert", instructions: "专", model });
    const first = Agent.create({ name: "first", instructions: "转", model, handoffs: [expert] });
    say(gateway, call("transfer_to_expert", "{}"));
    say(gateway, { texts: ["我是专家"] });
    const result = await runner.run(first, "问");
    expect([result.lastAgent?.name, result.finalOutput]).toEqual(["expert", "我是专家"]);
  });

  it("returns an output of its type", async () => {
    await using gateway = await startGateway();
    const { model, runner } = open(gateway, key);
    say(gateway, { texts: ['{"name":"张三"}'] });
    const outputType = z.object({ name: z.string() });
    const agent = new Agent({ name: "typed", instructions: "写", model, outputType });
    const { finalOutput } = await runner.run(agent, "谁");
    expect(finalOutput).toEqual({ name: "张三" });
  });

  it("continues with its own history, including calls", async () => {
    await using gateway = await startGateway();
    const { model, runner } = open(gateway, key);
    say(gateway, call("get_weather", '{"city":"合肥"}'));
    const agent = new Agent({ name: "helper", instructions: "短", model, tools: [weather] });
    const first = await runner.run(agent, "合肥天气");
    const history: AgentInputItem[] = [...first.history, { role: "user", content: "谢谢" }];
    const second = await runner.run(agent, history);
    expect(second.finalOutput).toMatch(/.+/);
  });
});

describe("OpenAI's Agents SDK", () => {
  it("sends Spark the whole conversation in the second turn", async () => {
    await using gateway = await startGateway();
    const { model, runner } = open(gateway);
    const agent = new Agent({ name: "helper", instructions: "短", model });
    say(gateway, { texts: ["甲"] });
    const first = await runner.run(agent, "一");
    await runner.run(agent, [...first.history, { role: "user", content: "二" }]);
    expect((await readTurns(gateway)).map(({ content }) => content)).toEqual([
      "短",
      "一",
      "甲",
      "二",
    ]);
  });

  it("throws when an answer fails mid-stream", async () => {
    await using gateway = await startGateway();
    const { model, runner } = open(gateway);
    gateway.simulator.play(failAfter(["半"], 10_012, "m"));
    const agent = new Agent({ name: "helper", instructions: "短", model });
    const result = await runner.run(agent, "一", { stream: true });
    await expect(result.completed).rejects.toThrow(/try again/);
  });

  it("reports an undeclared function to the model", async () => {
    await using gateway = await startGateway();
    const { model, runner } = open(gateway);
    gateway.simulator.play(callFunction({ name: "invented", arguments: "{}" }));
    const agent = new Agent({ name: "helper", instructions: "短", model, tools: [weather] });
    await expect(runner.run(agent, "一")).rejects.toThrow(/invented/);
  });
});
