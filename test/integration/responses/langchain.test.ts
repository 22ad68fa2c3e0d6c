import { AIMessage, HumanMessage, SystemMessage, type ToolMessage } from "@langchain/core/messages";
import { tool } from "@langchain/core/tools";
import { ChatOpenAI } from "@langchain/openai";
import { describe, expect, it } from "vitest";
import { z } from "zod";

import { collect } from "../../collect";
import { failAfter } from "../../simulator/scripts";
import { type Gateway, startGateway } from "../setup/gateway";
import { SERVICES } from "../setup/services";
import { readTurns, say } from "./ask";
import { call } from "./call-cases";
import { BASE_URL, toFetch } from "./client";

const open = (gateway: Gateway, apiKey = "any") =>
  new ChatOpenAI({
    model: "4.0Ultra",
    apiKey,
    useResponsesApi: true,
    maxRetries: 0,
    configuration: { baseURL: BASE_URL, fetch: toFetch(gateway) },
  });

const weather = tool(async ({ city }: { city: string }) => `晴，在${city}`, {
  name: "get_weather",
  description: "Weather of a city",
  schema: z.object({ city: z.string() }),
});

describe.each(SERVICES)("LangChain through the Responses API over %s", (_, key) => {
  it("answers whole and streamed, with usage", async () => {
    await using gateway = await startGateway();
    say(gateway, { texts: ["你好", "😀"] }, 2);
    const model = open(gateway, key);
    const whole = await model.invoke([new SystemMessage("短"), new HumanMessage("好")]);
    expect(whole.text).toBe("你好😀");
    expect(whole.usage_metadata).toMatchObject({ output_tokens: expect.any(Number) });
    const chunks = await collect(await model.stream("好"));
    expect(chunks.map(({ text }) => text).join("")).toBe("你好😀");
  });

  it("calls a tool and answers with its result, whole and streamed", async () => {
    await using gateway = await startGateway();
    const model = open(gateway, key).bindTools([weather]);
    const question = new HumanMessage("合肥天气");
    say(gateway, call("get_weather", '{"city":"合肥"}'), 2);
    const whole = await model.invoke([question]);
    const chunks = await collect(await model.stream([question]));
    const streamed = chunks.reduce((sum, chunk) => sum.concat(chunk));
    for (const { tool_calls: calls } of [whole, streamed]) {
      expect(calls).toMatchObject([{ name: "get_weather", args: { city: "合肥" } }]);
    }
    const [made] = whole.tool_calls ?? [];
    if (!made) throw new Error("no call");
    const result: ToolMessage = await weather.invoke({ ...made, type: "tool_call" });
    const answer = await model.invoke([question, whole, result]);
    expect(answer.text).toContain("晴，在合肥");
  });

  it("returns structured output", async () => {
    await using gateway = await startGateway();
    say(gateway, { texts: ['{"name":"张三"}'] });
    const model = open(gateway, key);
    const structured = model.withStructuredOutput(z.object({ name: z.string() }), {
      name: "person",
      method: "jsonSchema",
    });
    expect(await structured.invoke("谁")).toEqual({ name: "张三" });
  });
});

describe("LangChain through the Responses API", () => {
  it("sends Spark the whole conversation in the second turn", async () => {
    await using gateway = await startGateway();
    say(gateway, { texts: ["甲"] });
    const model = open(gateway);
    const first = await model.invoke("一");
    expect(first).toBeInstanceOf(AIMessage);
    await model.invoke([new HumanMessage("一"), first, new HumanMessage("二")]);
    expect((await readTurns(gateway)).map(({ content }) => content)).toEqual(["一", "甲", "二"]);
  });

  it("throws when an answer fails mid-stream", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(failAfter(["半"], 10_012, "m"));
    const reading = async () => collect(await open(gateway).stream("一"));
    await expect(reading()).rejects.toThrow(/try again/);
  });
});
