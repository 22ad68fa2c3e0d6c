import { createOpenAI } from "@ai-sdk/openai";
import {
  generateObject,
  generateText,
  type ModelMessage,
  stepCountIs,
  streamText,
  type Tool,
  tool,
} from "ai";
import { describe, expect, it } from "vitest";
import { z } from "zod";

import { failAfter, refuseWith } from "../../simulator/scripts";
import { SOURCES } from "../../simulator/sources";
import { type Gateway, startGateway } from "../setup/gateway";
import { SERVICES } from "../setup/services";
import { readTurns, say } from "./ask";
import { BASE_URL, toFetch } from "./client";
import { startKeeping } from "./keeping";

const open = (gateway: Gateway, apiKey = "any") =>
  createOpenAI({ baseURL: BASE_URL, apiKey, fetch: toFetch(gateway) });

const UNKEPT = { providerOptions: { openai: { store: false } } };

const weather = tool({
  description: "Weather of a city",
  inputSchema: z.object({ city: z.string() }),
  execute: async ({ city }) => `晴，在${city}`,
});

describe.each(SERVICES)("Vercel's AI SDK through the Responses API over %s", (_, key) => {
  it("generates and streams text with usage and finish reason", async () => {
    await using gateway = await startGateway();
    say(gateway, { texts: ["你好", "😀"] }, 2);
    const model = open(gateway, key)("4.0Ultra");
    const { text, finishReason, usage } = await generateText({ model, prompt: "好" });
    expect([text, finishReason]).toEqual(["你好😀", "stop"]);
    expect(usage.outputTokens).toBeGreaterThan(0);
    const streamed = streamText({ model, prompt: "好" });
    expect(await streamed.text).toBe(text);
    expect(await streamed.finishReason).toBe("stop");
    expect(await streamed.totalUsage).toMatchObject({ outputTokens: usage.outputTokens });
  });

  it("calls a tool and answers with its result, whole and streamed", async () => {
    await using gateway = await startGateway();
    const params = {
      model: open(gateway, key)("4.0Ultra"),
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

  it("generates an object that fits its schema", async () => {
    await using gateway = await startGateway();
    say(gateway, { texts: ['{"name":"张三","age":30}'] });
    const schema = z.object({ name: z.string(), age: z.number() });
    const model = open(gateway, key)("4.0Ultra");
    const { object } = await generateObject({ model, schema, prompt: "给我一个人" });
    expect(object).toEqual({ name: "张三", age: 30 });
  });

  it("shows reasoning when a summary is requested", async () => {
    await using gateway = await startGateway();
    say(gateway, { reasoning: ["先", "想"], texts: ["好"] });
    const openai = { forceReasoning: true, reasoningSummary: "detailed" };
    const model = open(gateway, key)("spark-x");
    const streamed = streamText({ model, prompt: "想", providerOptions: { openai } });
    expect(await streamed.text).toBe("好");
    expect(await streamed.reasoningText).toBe("先想");
  });

  it("shows web search results as sources", async () => {
    await using gateway = await startGateway();
    say(gateway, { sources: SOURCES, texts: ["查到"] }, 2);
    const provider = open(gateway, key);
    const params = {
      model: provider("4.0Ultra"),
      prompt: "新闻",
      // Its own type does not fit a tool set with exact optional properties.
      tools: { web_search: provider.tools.webSearch({}) as Tool },
    };
    const urls = SOURCES.map(({ url }) => ({ url }));
    expect((await generateText(params)).sources).toMatchObject(urls);
    const streamed = streamText(params);
    await streamed.text;
    expect(await streamed.sources).toMatchObject(urls);
  });
});

/** Returns the messages of a chat after its first turn. */
async function askFirst(gateway: Gateway, more: object = {}): Promise<ModelMessage[]> {
  say(gateway, { texts: ["甲"] });
  const question = { role: "user" as const, content: "一" };
  const { response } = await generateText({
    model: open(gateway)("4.0Ultra"),
    messages: [question],
    ...more,
  });
  return [question, ...response.messages, { role: "user", content: "二" }];
}

describe("Vercel's AI SDK in the second turn of a chat", () => {
  it("sends its history when store is false", async () => {
    await using gateway = await startGateway();
    const messages = await askFirst(gateway, UNKEPT);
    await generateText({ model: open(gateway)("4.0Ultra"), messages, ...UNKEPT });
    expect((await readTurns(gateway)).map(({ content }) => content)).toEqual(["一", "甲", "二"]);
  });

  it("gets advice in the error when it references items that are not kept, and does not retry", async () => {
    await using gateway = await startGateway();
    const messages = await askFirst(gateway);
    const second = generateText({ model: open(gateway)("4.0Ultra"), messages });
    await expect(second).rejects.toMatchObject({
      statusCode: 404,
      message: expect.stringContaining("set providerOptions.openai.store to false"),
    });
    expect(gateway.log.filter(({ event }) => event === "request")).toHaveLength(2);
  });

  it.each(["4.0Ultra", "spark-x"])("references items that are kept, with %s", async (id) => {
    await using gateway = await startKeeping();
    say(gateway, { ...(id === "spark-x" && { reasoning: ["想"] }), texts: ["甲"] });
    const model = open(gateway)(id);
    const question = { role: "user" as const, content: "一" };
    const streamed = streamText({ model, messages: [question] });
    await streamed.consumeStream();
    const { messages: said } = await streamed.response;
    const messages: ModelMessage[] = [question, ...said, { role: "user", content: "二" }];
    await generateText({ model, messages });
    expect((await readTurns(gateway)).map(({ content }) => content)).toEqual(["一", "甲", "二"]);
  });
});

describe("Vercel's AI SDK when Spark fails", () => {
  it("throws by status before any text, and emits one error after some", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(refuseWith(10_013, "m"));
    const model = open(gateway)("4.0Ultra");
    await expect(generateText({ model, prompt: "x", maxRetries: 0 })).rejects.toMatchObject({
      statusCode: 400,
      message: expect.stringContaining("Spark 10013"),
    });
    gateway.simulator.play(failAfter(["半"], 10_012, "m"));
    const errors: unknown[] = [];
    const streamed = streamText({
      model,
      prompt: "x",
      onError: ({ error }) => void errors.push(error),
    });
    await streamed.consumeStream();
    expect(errors).toHaveLength(1);
  });
});
