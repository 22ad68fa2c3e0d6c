import { describe, expect, it } from "vitest";

import { answer } from "../../simulator/scripts";
import { RED, say, show, toDataUrl } from "../image/images";
import { ASK, startGateway } from "../setup/gateway";
import { postWith, SERVICES } from "../setup/services";
import { readStream } from "../setup/sse";

describe("request parameters", () => {
  it("sends Spark exactly the requested parameters and messages", async () => {
    await using gateway = await startGateway();
    await gateway.post({
      model: "generalv3.5",
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: [{ type: "text", text: "你好" }] },
      ],
      temperature: 0.7,
      max_tokens: 100,
      top_k: 3,
    });
    const connection = await gateway.simulator.connection(0);
    expect(connection.path).toBe("/v3.5/chat");
    expect(await connection.request).toEqual({
      header: { app_id: "demo0001", uid: expect.stringMatching(/^[0-9a-f]{32}$/) },
      parameter: {
        chat: {
          domain: "generalv3.5",
          temperature: 0.7,
          max_tokens: 100,
          top_k: 3,
          tools: [{ type: "web_search", web_search: { enable: false } }],
        },
      },
      payload: {
        message: {
          text: [
            { role: "system", content: "Be brief." },
            { role: "user", content: "你好" },
          ],
        },
      },
    });
  });

  it("fits parameters into Spark's ranges and lists adjusted and ignored ones in headers", async () => {
    await using gateway = await startGateway();
    const response = await gateway.post({
      ...ASK,
      messages: [
        { role: "assistant", content: "Welcome" },
        { role: "system", content: "Be brief." },
        { role: "user", content: "你好" },
        { role: "user", content: "还在吗" },
      ],
      temperature: 0,
      max_completion_tokens: 99_999,
      top_p: 0.5,
      presence_penalty: 1,
      seed: 7,
      metadata: { a: "b" },
      service_tier: "auto",
      stop: null,
      stream_options: { include_usage: true },
      version: "v2.1",
      "not a header\r\nx-evil: 1": true,
    });
    expect(response.status).toBe(200);
    expect(response.headers.get("x-spark-adjusted")).toBe(
      "temperature=0.01, max_completion_tokens=4096",
    );
    expect(response.headers.get("x-spark-ignored")).toBe(
      "top_p, presence_penalty, stream_options, version, seed, metadata, service_tier",
    );
    const request = await (await gateway.simulator.connection(0)).request;
    expect(request).toMatchObject({
      parameter: { chat: { temperature: 0.01, max_tokens: 4096 } },
      payload: {
        message: {
          text: [{ role: "user", content: "Be brief.\n\nAssistant: Welcome\n\n你好\n\n还在吗" }],
        },
      },
    });
  });

  it("finishes with length only when the answer uses up max_tokens", async () => {
    await using gateway = await startGateway();
    const usage = { question_tokens: 1, prompt_tokens: 1, completion_tokens: 5, total_tokens: 6 };
    gateway.simulator.play(
      answer(["长"], { usage }),
      answer(["长"], { usage }),
      answer(["长"], { usage }),
    );
    const ask = async (max_tokens?: number) =>
      (await (await gateway.post({ ...ASK, max_tokens })).json()).choices[0].finish_reason;
    expect(await ask(5)).toBe("length");
    expect(await ask(6)).toBe("stop");
    expect(await ask()).toBe("stop");
  });

  it("truncates a long conversation with truncation: auto and rejects it without", async () => {
    await using gateway = await startGateway();
    const messages = Array.from({ length: 21 }, (_, at) => ({
      role: at % 2 === 0 ? "user" : "assistant",
      content: "很长的一段话".repeat(150),
    }));
    const refused = await gateway.post({ ...ASK, messages });
    expect(await refused.json()).toMatchObject({ error: { code: "context_length_exceeded" } });
    const fitted = await gateway.post({ ...ASK, messages, truncation: "auto" });
    expect(fitted.status).toBe(200);
    expect(Number(fitted.headers.get("x-spark-truncated"))).toBeGreaterThan(0);
  });

  it("makes room for functions and for earlier calls too", async () => {
    await using gateway = await startGateway();
    const made = { name: "f", arguments: JSON.stringify({ text: "很长的一段话".repeat(100) }) };
    const messages = Array.from({ length: 10 }, (_, at) => [
      { role: "user", content: "问" },
      { role: "assistant", tool_calls: [{ id: `c${at}`, type: "function", function: made }] },
      { role: "tool", tool_call_id: `c${at}`, content: "好" },
      { role: "assistant", content: "答" },
    ]).flat();
    const description = "说明".repeat(4000);
    const body = {
      ...ASK,
      model: "generalv3.5",
      messages: [...messages, { role: "user", content: "最后" }],
      tools: [{ type: "function", function: { name: "f", description } }],
      truncation: "auto",
    };
    for (const [, key] of SERVICES) {
      const fitted = await postWith(gateway, key)(body);
      expect(fitted.status).toBe(200);
      expect(Number(fitted.headers.get("x-spark-truncated"))).toBeGreaterThan(8);
    }
  });

  it("makes room for an image too", async () => {
    await using gateway = await startGateway();
    // Without the image, these turns have just room in 8,192 tokens.
    const messages = [
      { role: "user", content: "字".repeat(12_000) },
      { role: "assistant", content: "答" },
      { role: "user", content: [say("什么颜色？"), show(toDataUrl(RED))] },
    ];
    const fitted = await gateway.post({ model: "vision", messages, truncation: "auto" });
    expect([fitted.status, fitted.headers.get("x-spark-truncated")]).toEqual([200, "2"]);
    const text = { ...ASK, model: "generalv3.5", truncation: "auto" };
    const without = [...messages.slice(0, 2), { role: "user", content: "什么颜色？" }];
    const whole = await gateway.post({ ...text, messages: without });
    expect(whole.headers.get("x-spark-truncated")).toBeNull();
  });

  it.each([
    ["logprobs", { logprobs: true }],
    ["audio", { audio: { voice: "alloy", format: "wav" } }],
  ])("rejects the unsupported parameter %s without connecting to Spark", async (param, fields) => {
    await using gateway = await startGateway();
    const response = await gateway.post({ ...ASK, ...fields });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { param, code: "unsupported_parameter" },
    });
    expect(gateway.simulator.connections).toHaveLength(0);
  });
});

describe("reasoning", () => {
  it("returns Spark's reasoning as reasoning_content, whole and streamed", async () => {
    await using gateway = await startGateway();
    const ask = { ...ASK, model: "spark-x" };
    const whole = await (await gateway.post(ask)).json();
    expect(whole.choices[0].message.reasoning_content).not.toBe("");
    const stream = await readStream(await gateway.post({ ...ask, stream: true }));
    const thoughts = stream.values.flatMap(
      ({ choices }) => choices[0]?.delta.reasoning_content ?? [],
    );
    expect(thoughts.join("")).not.toBe("");
    expect(stream.text).not.toBe("");
  });
});

describe("usage", () => {
  it("estimates every usage field and marks them as estimated when Spark sends none", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(answer(["你好吗"], { usage: null }));
    const whole = await (await gateway.post(ASK)).json();
    expect(whole.usage).toEqual({
      prompt_tokens: 2,
      completion_tokens: 2,
      total_tokens: 4,
      question_tokens: 2,
      estimated: true,
    });
  });
});
