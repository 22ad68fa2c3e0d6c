import { createAnthropic } from "@ai-sdk/anthropic";
import { ChatAnthropic } from "@langchain/anthropic";
import { tool as langchainTool } from "@langchain/core/tools";
import { generateObject, generateText, stepCountIs, streamText, tool } from "ai";
import { describe, expect, it } from "vitest";
import { z } from "zod";

import { SOURCES } from "../../simulator/sources";
import { type Gateway, startGateway } from "../setup/gateway";
import { SERVICES } from "../setup/services";
import { toFetch } from "./anthropic";
import { play, twice } from "./play";

// The AI SDK does not know these models and would warn each time.
globalThis.AI_SDK_LOG_WARNINGS = false;

const toProvider = (gateway: Gateway, apiKey: string) =>
  createAnthropic({ baseURL: "http://gateway/v1", apiKey, fetch: toFetch(gateway) });

const city = z.object({ city: z.string() });
const weather = tool({
  description: "Weather of a city",
  inputSchema: city,
  execute: async ({ city: name }) => `晴，在${name}`,
});

describe.each(SERVICES)("Vercel AI SDK with Anthropic's provider over %s", (_, key) => {
  it("calls a tool and answers with its result, whole and streamed", async () => {
    await using gateway = await startGateway();
    const params = {
      model: toProvider(gateway, key)("4.0Ultra"),
      prompt: "合肥天气",
      tools: { "get-weather": weather },
      stopWhen: stepCountIs(3),
    };
    const { steps, text, usage } = await generateText(params);
    expect(steps.map(({ finishReason }) => finishReason)).toEqual(["tool-calls", "stop"]);
    expect(text).toContain("晴，在");
    expect(usage.inputTokens).toBeGreaterThan(0);
    const streamed = streamText(params);
    expect(await streamed.text).toContain("晴，在");
    expect(await streamed.finishReason).toBe("stop");
  });

  it("generates an object through a forced tool", async () => {
    await using gateway = await startGateway();
    const schema = z.object({ name: z.string(), age: z.number() });
    play(gateway, {
      texts: [],
      call: { name: "json", arguments: '{"name":"张三","age":30}' },
    });
    const model = toProvider(gateway, key)("4.0Ultra");
    const { object } = await generateObject({ model, schema, prompt: "给我一个人" });
    expect(object).toEqual({ name: "张三", age: 30 });
  });

  it("returns reasoning separately from the text", async () => {
    await using gateway = await startGateway();
    const streamed = streamText({
      model: toProvider(gateway, key)("spark-x"),
      prompt: "想",
      providerOptions: { anthropic: { thinking: { type: "adaptive" } } },
    });
    expect(await streamed.reasoningText).toMatch(/.+/);
    expect(await streamed.text).toMatch(/.+/);
  });

  it("shows the results of a web search once", async () => {
    await using gateway = await startGateway();
    play(gateway, ...twice({ texts: ["据", "查"], sources: SOURCES }));
    const provider = toProvider(gateway, key);
    const params = {
      model: provider("4.0Ultra"),
      prompt: "查一下",
      tools: { web_search: provider.tools.webSearch_20250305({ maxUses: 2 }) },
    };
    const urls = SOURCES.map(({ url }) => url);
    const whole = await generateText(params);
    expect(whole.sources).toMatchObject(urls.map((url) => ({ url })));
    const streamed = streamText(params);
    expect(await streamed.text).toBe("据查");
    expect(await streamed.sources).toMatchObject(urls.map((url) => ({ url })));
  });
});

const usage = z.object({ output_tokens: z.number() });
const countOutput = (message: { usage_metadata?: unknown }): number =>
  usage.safeParse(message.usage_metadata).data?.output_tokens ?? 0;

describe.each(SERVICES)("LangChain's ChatAnthropic over %s", (_, key) => {
  const toModel = (gateway: Gateway): ChatAnthropic =>
    new ChatAnthropic({
      model: "4.0Ultra",
      apiKey: key,
      anthropicApiUrl: "http://gateway",
      maxRetries: 0,
      clientOptions: { fetch: toFetch(gateway) },
    });

  it("invokes and streams, and counts the tokens once", async () => {
    await using gateway = await startGateway();
    play(gateway, ...twice({ texts: ["你", "好"] }));
    const model = toModel(gateway);
    const whole = await model.invoke("你好");
    expect(whole.text).toBe("你好");
    let text = "";
    let output = 0;
    for await (const chunk of await model.stream("你好")) {
      text += chunk.text;
      output += countOutput(chunk);
    }
    expect(text).toBe("你好");
    expect(output).toBe(countOutput(whole));
  });

  it("calls a tool, whole and streamed", async () => {
    await using gateway = await startGateway();
    const run = langchainTool(({ city: name }) => `晴，在${name}`, {
      name: "get-weather",
      description: "Weather of a city",
      schema: city,
    });
    const model = toModel(gateway).bindTools([run]);
    const whole = await model.invoke("合肥天气");
    expect(whole.tool_calls).toMatchObject([{ name: "get-weather", args: { city: "合肥天气" } }]);
    const stream = await model.stream("合肥天气");
    let sum: Awaited<ReturnType<typeof model.invoke>> | undefined;
    for await (const chunk of stream) sum = sum?.concat(chunk) ?? chunk;
    expect(sum?.tool_calls).toMatchObject([{ name: "get-weather", args: { city: "合肥天气" } }]);
  });

  it("returns structured output", async () => {
    await using gateway = await startGateway();
    const model = toModel(gateway).withStructuredOutput(city, { name: "city" });
    expect(await model.invoke("合肥天气")).toEqual({ city: "合肥天气" });
  });
});
