import Anthropic from "@anthropic-ai/sdk";
import { betaZodTool } from "@anthropic-ai/sdk/helpers/beta/zod";
import { zodOutputFormat } from "@anthropic-ai/sdk/helpers/zod";
import { describe, expect, it } from "vitest";
import { z } from "zod";

import { startGateway } from "../setup/gateway";
import { readSent, SERVICES } from "../setup/services";
import { ASK, createClient } from "./anthropic";
import { play, twice } from "./play";

const weather = {
  name: "get-weather",
  description: "Weather of a city",
  input_schema: {
    type: "object" as const,
    properties: { city: { type: "string" } },
    required: ["city"],
  },
};

describe.each(SERVICES)("Anthropic's client over %s", (_, key) => {
  it("creates a message, whole and streamed", async () => {
    await using gateway = await startGateway();
    play(gateway, ...twice({ texts: ["你", "好"] }));
    const client = createClient(gateway, key);
    const whole = await client.messages.create(ASK);
    expect(whole.content).toEqual([{ type: "text", text: "你好" }]);
    expect(whole).toHaveProperty("_request_id", expect.stringMatching(/^req_/));
    const heard: string[] = [];
    const stream = client.messages.stream(ASK).on("text", (text) => heard.push(text));
    const final = await stream.finalMessage();
    expect(final.content).toEqual([{ type: "text", text: "你好" }]);
    expect(final.usage).toMatchObject({
      input_tokens: whole.usage.input_tokens,
      output_tokens: whole.usage.output_tokens,
    });
    expect(heard.join("")).toBe("你好");
  });

  it("gets reasoning separately from the text", async () => {
    await using gateway = await startGateway();
    const thinking = { type: "adaptive" as const };
    const stream = createClient(gateway, key).messages.stream({
      ...ASK,
      model: "spark-x",
      thinking,
    });
    const { content } = await stream.finalMessage();
    expect(content.map(({ type }) => type)).toEqual(["thinking", "text"]);
  });

  it("sends a tool result and earlier reasoning back and gets an answer", async () => {
    await using gateway = await startGateway();
    const client = createClient(gateway, key);
    const asked = { ...ASK, tools: [weather] };
    const first = await client.messages.create(asked);
    expect(first.stop_reason).toBe("tool_use");
    const use = first.content.find((block) => block.type === "tool_use");
    expect(use).toMatchObject({ name: "get-weather", input: { city: expect.any(String) } });
    const second = await client.messages.create({
      ...asked,
      messages: [
        ...asked.messages,
        { role: "assistant", content: first.content },
        {
          role: "user",
          content: [{ type: "tool_result", tool_use_id: use?.id ?? "", content: "晴" }],
        },
      ],
    });
    expect(second.stop_reason).toBe("end_turn");
    expect(JSON.stringify(await readSent(gateway))).toContain("晴");
  });

  it.each([false, true])(
    "runs its tools to the end, without a thread after the rejection (stream: %s)",
    async (stream) => {
      await using gateway = await startGateway();
      const run = betaZodTool({
        name: "get-weather",
        description: "Weather of a city",
        inputSchema: z.object({ city: z.string() }),
        run: ({ city }) => `晴，在${city}`,
      });
      const runner = createClient(gateway, key).beta.messages.toolRunner({
        ...ASK,
        tools: [run],
        stream,
      });
      const final = await runner.runUntilDone();
      expect(final.stop_reason).toBe("end_turn");
      const sent = JSON.stringify(await readSent(gateway));
      expect(sent).toContain("晴，在");
      expect(sent).toContain("你好");
      expect(gateway.log.filter((line) => line["status"] === 400)).toHaveLength(1);
    },
  );

  it("parses JSON with a schema", async () => {
    await using gateway = await startGateway();
    const format = zodOutputFormat(z.object({ name: z.string(), age: z.number() }));
    play(gateway, { texts: ['{"name":"张三"', ',"age":30}'] });
    const parsed = await createClient(gateway, key).messages.parse({
      ...ASK,
      output_config: { format },
    });
    expect(parsed.parsed_output).toEqual({ name: "张三", age: 30 });
  });

  it("estimates tokens within a quarter of Spark's count", async () => {
    await using gateway = await startGateway();
    const client = createClient(gateway, key);
    const messages = [{ role: "user" as const, content: "春眠不觉晓，处处闻啼鸟。".repeat(50) }];
    const asked = { ...ASK, system: "Answer in one sentence, please.", messages };
    const { input_tokens: counted } = await client.messages.countTokens({
      model: asked.model,
      system: asked.system,
      messages,
    });
    const { usage } = await client.messages.create(asked);
    expect(counted / usage.input_tokens).toBeGreaterThan(0.75);
    expect(counted / usage.input_tokens).toBeLessThan(1.25);
  });

  it("throws its own error classes, before and during a stream", async () => {
    await using gateway = await startGateway();
    const client = createClient(gateway, key);
    play(
      gateway,
      ...Array.from({ length: 3 }, () => ({ texts: [], error: { code: 11_202, detail: "qps" } })),
    );
    await expect(client.messages.create(ASK)).rejects.toThrow(Anthropic.RateLimitError);
    play(gateway, { texts: ["半"], error: { code: 10_012, detail: "busy" } });
    await expect(client.messages.stream(ASK).finalMessage()).rejects.toMatchObject({
      type: "overloaded_error",
    });
  });
});

describe("Anthropic's client", () => {
  it("lists models page by page and retrieves one", async () => {
    await using gateway = await startGateway({
      settings: { MODEL_ALIASES: '{"claude-spark":"spark-x","claude*":"lite","my-max":"max-32k"}' },
    });
    const client = createClient(gateway, SERVICES[0][1]);
    const ids: string[] = [];
    for await (const { id } of client.models.list({ limit: 3 })) ids.push(id);
    expect(ids).toEqual([...gateway.deps.settings.catalogue.ids, "claude-spark"]);
    expect(await client.models.retrieve("claude-spark")).toMatchObject({
      id: "claude-spark",
      display_name: "claude-spark",
      max_input_tokens: 65_536,
      max_tokens: 65_535,
    });
  });

  it("does not retry after a used-up quota", async () => {
    await using gateway = await startGateway();
    const client = createClient(gateway, SERVICES[0][1], 2);
    play(gateway, { texts: [], error: { code: 11_201, detail: "daily" } });
    await expect(client.messages.create(ASK)).rejects.toMatchObject({ status: 402 });
    expect(gateway.simulator.connections).toHaveLength(1);
  });
});
