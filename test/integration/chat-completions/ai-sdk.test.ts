import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateObject, generateText, stepCountIs, streamText, tool } from "ai";
import { describe, expect, it } from "vitest";
import { z } from "zod";

import { answerHttp } from "../../simulator/http-scripts";
import { answer, refuseWith } from "../../simulator/scripts";
import { type Gateway, startGateway } from "../setup/gateway";
import { SERVICES } from "../setup/services";

function createProvider(gateway: Gateway, apiKey: string) {
  return createOpenAICompatible({
    name: "spark",
    baseURL: "http://gateway/v1",
    apiKey,
    supportsStructuredOutputs: true,
    fetch: async (url, init) => gateway.fetch(new URL(String(url)).pathname, init),
  });
}

const weather = tool({
  description: "Weather of a city",
  inputSchema: z.object({ city: z.string() }),
  execute: async ({ city }) => `晴，在${city}`,
});

describe.each(SERVICES)("Vercel AI SDK over %s", (_, key) => {
  it("generates an object that fits its schema", async () => {
    await using gateway = await startGateway();
    const json = '{"name":"张三","age":30}';
    gateway.simulator.play(answer([json]));
    gateway.simulator.playHttp(answerHttp([json]));
    const model = createProvider(gateway, key)("4.0Ultra");
    const schema = z.object({ name: z.string(), age: z.number() });
    const { object } = await generateObject({ model, schema, prompt: "给我一个人" });
    expect(object).toEqual({ name: "张三", age: 30 });
  });

  it("calls a tool and answers with its result, whole and streamed", async () => {
    await using gateway = await startGateway();
    const model = createProvider(gateway, key)("4.0Ultra");
    const params = {
      model,
      prompt: "合肥天气",
      tools: { "get-weather": weather },
      stopWhen: stepCountIs(3),
    };
    const { steps, text } = await generateText(params);
    expect(steps.map(({ finishReason }) => finishReason)).toEqual(["tool-calls", "stop"]);
    expect(text).toContain("晴，在合肥天气");

    const streamed = streamText(params);
    expect(await streamed.text).toContain("晴，在合肥天气");
    expect(await streamed.finishReason).toBe("stop");
  });

  it("returns reasoning separately from the text", async () => {
    await using gateway = await startGateway();
    const streamed = streamText({ model: createProvider(gateway, key)("spark-x"), prompt: "想" });
    expect(await streamed.reasoningText).toMatch(/.+/);
    expect(await streamed.text).toMatch(/.+/);
  });
});

describe("Vercel AI SDK errors", () => {
  it("reports a Spark rejection with its status and message", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(refuseWith(10_013, "m"));
    const model = createProvider(gateway, SERVICES[0][1])("lite");
    await expect(generateText({ model, prompt: "x", maxRetries: 0 })).rejects.toMatchObject({
      statusCode: 400,
      message: expect.stringContaining("Spark 10013"),
    });
  });
});
