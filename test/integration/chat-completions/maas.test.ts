import { describe, expect, it } from "vitest";

import { DEMO_APP } from "../../simulator/apps";
import { type Gateway, startGateway } from "../setup/gateway";
import { postWith, readSent } from "../setup/services";
import { NO_OWN_APP } from "../setup/several-apps";
import { readStream } from "../setup/sse";

const { appId, apiSecret, apiKey } = DEMO_APP;
const HOST = "maas-api.cn-huabei-1.xf-yun.com";
const ROWS = [
  { id: "xopglm5", httpHost: HOST, reasoning: true, aliases: ["glm-5"] },
  { id: "mine", httpHost: HOST, httpModel: "xop3qwen1b7" },
];
const SETTINGS = { SPARK_MODELS: JSON.stringify(ROWS) };
const ask = (content: string, more: object = {}) => ({
  model: "xopglm5",
  messages: [{ role: "user", content }],
  ...more,
});
const weather = {
  type: "function",
  function: { name: "get_weather", parameters: { type: "object", properties: {} } },
};

const start = (settings: Record<string, string> = {}): Promise<Gateway> =>
  startGateway({ settings: { ...SETTINGS, ...settings } });

describe("a MaaS model in SPARK_MODELS", () => {
  it.each([
    ["three values", { authorization: `Bearer ${appId}:${apiSecret}:${apiKey}` }],
    ["its APIKey as an APIPassword", { "x-api-password": apiKey }],
    ["the server's app", {}],
  ])("is requested with the APIKey as bearer token, given %s", async (_, headers) => {
    await using gateway = await start();
    const response = await gateway.post(ask("你好", { model: "GLM-5" }), { headers });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      model: "GLM-5",
      choices: [
        { finish_reason: "stop", message: { content: expect.stringContaining("xopglm5") } },
      ],
      usage: { prompt_tokens: expect.any(Number), total_tokens: expect.any(Number) },
    });
    const [connection] = gateway.simulator.connections;
    expect(connection?.path).toBe("/v2/chat/completions");
    expect(connection?.headers.authorization).toBe(`Bearer ${apiKey}`);
  });

  it("accepts an APIKey that the operator configures as an app's APIPassword", async () => {
    const app = { apiPassword: apiKey, models: ["mine"] };
    await using gateway = await start({ ...NO_OWN_APP, SPARK_APPS: JSON.stringify([app]) });
    expect((await gateway.post(ask("你好", { model: "mine" }))).status).toBe(200);
    expect(await readSent(gateway)).toMatchObject({ model: "xop3qwen1b7" });
  });

  it("sends OpenAI's fields in MaaS's form and none of Spark's own", async () => {
    await using gateway = await start();
    const body = ask("你好", {
      max_tokens: 100,
      temperature: 1.5,
      top_p: 0.5,
      tools: [weather],
      thinking: { type: "disabled" },
    });
    expect((await gateway.post(body)).status).toBe(200);
    expect(await readSent(gateway)).toEqual({
      model: "xopglm5",
      messages: [{ role: "user", content: "你好" }],
      user: expect.stringMatching(/^.{32}$/),
      stream: true,
      stream_options: { include_usage: true },
      temperature: 1.5,
      top_p: 0.5,
      thinking: { type: "disabled" },
      max_completion_tokens: 100,
      tools: [
        {
          type: "function",
          function: {
            name: "get_weather",
            description: "get_weather",
            parameters: { type: "object", properties: {}, required: [] },
          },
        },
      ],
      tool_choice: "auto",
    });
  });

  it("streams text, reasoning and the usage in a chunk without choices", async () => {
    await using gateway = await start();
    const body = ask("你好", { stream: true, stream_options: { include_usage: true } });
    const { text, values, isDone, finishReasons } = await readStream(await gateway.post(body));
    expect(text).toContain("模拟回答");
    expect(JSON.stringify(values)).toContain("reasoning_content");
    expect(finishReasons).toEqual(["stop"]);
    expect(values.at(-1)).toMatchObject({
      choices: [],
      usage: { total_tokens: expect.any(Number) },
    });
    expect(isDone).toBe(true);
  });

  it("returns calls that arrive as an array, also for a named choice", async () => {
    await using gateway = await start();
    const choice = { type: "function", function: { name: "get_weather" } };
    const body = ask("合肥天气？", { tools: [weather], tool_choice: choice });
    const whole = await (await gateway.post(body)).json();
    expect(whole.choices[0]).toMatchObject({
      finish_reason: "tool_calls",
      message: { tool_calls: [{ type: "function", function: { name: "get_weather" } }] },
    });
    expect(await readSent(gateway)).toMatchObject({ tool_choice: choice });
  });

  it.each([
    ["10004", 400, "invalid_value"],
    ["header 10004", 400, "invalid_value"],
    ["header 11221", 403, "model_not_authorized"],
    ["11210", 429, "insufficient_quota"],
    ["11200", 403, "model_not_authorized"],
    ["header 11202", 429, "rate_limit_exceeded"],
    ["10404", 404, "model_not_found"],
    ["header 10910", 400, "context_length_exceeded"],
    ["header 10310", 503, "upstream_unavailable"],
    ["10012", 503, "upstream_unavailable"],
  ])("maps MaaS's error %s to %d %s, whole and streamed", async (fault, status, code) => {
    await using gateway = await start();
    for (const stream of [false, true]) {
      const response = await gateway.post(ask(`/simulate ${fault}`, { stream }));
      const { error } = await response.json();
      expect([response.status, error.code]).toEqual([status, code]);
      expect(error.message).toContain(`(Spark ${/\d{5}/.exec(fault)?.[0]}`);
    }
  });

  it("ends a stream with an error event when MaaS breaks off", async () => {
    await using gateway = await start();
    const response = await gateway.post(ask("/simulate late 10110", { stream: true }));
    const { error, isDone } = await readStream(response);
    expect(error).toMatchObject({ code: "upstream_unavailable" });
    expect(isDone).toBe(false);
  });

  it("returns 401 for an APIKey that MaaS does not know", async () => {
    await using gateway = await start();
    const response = await postWith(gateway, "x:y:unknown")(ask("你好"));
    expect(response.status).toBe(401);
    expect((await response.json()).error).toMatchObject({
      code: "invalid_api_key",
      message: expect.stringContaining("APIKey"),
    });
  });

  it("lists a MaaS model among the chat models with its capabilities", async () => {
    await using gateway = await start();
    expect(await (await gateway.fetch("/v1/models/glm-5")).json()).toMatchObject({
      id: "glm-5",
      routes: ["/v1/chat/completions", "/v1/responses", "/v1/messages"],
      context_length: 131_072,
      max_output_tokens: 32_768,
      ranges: { temperature: { min: 0, max: 2 } },
    });
  });
});
