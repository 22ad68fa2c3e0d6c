import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DEMO_APP, DEMO_APPS, type SparkApp } from "./apps";
import { post, type HttpQuestion } from "./reference-http";
import { startSimulator, type Simulator } from "./simulator";

const WEATHER = {
  name: "get_weather",
  description: "查询天气",
  parameters: { type: "object", properties: { city: { type: "string" } } },
};
const TOOLS = { tools: [{ type: "function", function: WEATHER }] };
const SEARCH = { tools: [{ type: "web_search", web_search: { show_ref_label: true } }] };

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ wait: () => Promise.resolve() });
});
afterAll(() => simulator.close());
beforeEach(() => simulator.clear());

type Question = Omit<HttpQuestion, "url">;
const ask = (question: Question = {}) => post({ url: simulator.httpUrl, ...question });

describe("credentials over HTTP", () => {
  const own = (app: SparkApp) => `${app.apiKey}:${app.apiSecret}`;

  test.each([
    ["the APIPassword", DEMO_APP.apiPassword],
    ["key and secret", own(DEMO_APP)],
  ])("accepts %s", async (_case, bearer) => {
    expect((await ask({ bearer })).status).toBe(200);
  });

  test("rejects an unknown bearer with the HMAC error of Spark's front gate", async () => {
    const response = await ask({ bearer: "nobody" });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      message:
        "HMAC signature cannot be verified:enforced header 'host' not used for signature creation",
    });
  });

  test("rejects a known key with a wrong secret as an invalid user", async () => {
    const response = await ask({ bearer: `${DEMO_APP.apiKey}:wrong` });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      error: { message: "invalid user", type: "api_error", param: null, code: null },
    });
  });
});

describe("errors over HTTP", () => {
  const turns = (...list: readonly [role: string, content: unknown][]) => ({
    messages: list.map(([role, content]) => ({ role, content })),
  });

  test.each([
    ["a body that is not JSON", { raw: "hello" }],
    ["content in parts", turns(["user", [{ type: "text", text: "a" }]])],
    ["an empty list of messages", { messages: [] }],
    ["an assistant turn at the end", turns(["user", "a"], ["assistant", "b"])],
    ["two user turns in a row", turns(["user", "a"], ["user", "b"])],
    ["empty content", turns(["user", ""])],
    ["a system turn on lite", { model: "lite", ...turns(["system", "a"], ["user", "b"]) }],
  ])("rejects %s as invalid data (10003)", async (_case, question) => {
    expect(await refuse(question)).toEqual(
      refusal(400, "10003", /^invalid data \(sid: cha000.+\)$/u),
    );
  });

  test.each([
    ["an unknown model", { model: "spark-lite" }, "model:spark-lite"],
    ["a model of another path", { path: "/v2/chat/completions", model: "lite" }, "model:lite"],
    ["temperature above 2", { temperature: 2.1 }, "temperature:2.1"],
    ["temperature 0 on x1", { path: "/v2/chat/completions", temperature: 0 }, "temperature:0"],
    [
      "presence_penalty above x1's range",
      { path: "/x2/chat/completions", presence_penalty: 3.1 },
      "presence_penalty:3.1",
    ],
    ["top_p 0", { top_p: 0 }, "top_p:0"],
    ["top_k 7", { top_k: 7 }, "top_k:7"],
    ["max_tokens above the model's limit", { max_tokens: 8193 }, "max_tokens:8193"],
    ["stop", { stop: "\n" }, "stop:\n"],
    ["n", { n: 2 }, "n:2"],
    ["stream_options", { stream_options: { include_usage: true } }, "stream_options:"],
    ["json_schema", { response_format: { type: "json_schema" } }, "response_format:"],
    ["tools on lite", { model: "lite", ...TOOLS }, "tools:"],
    [
      "a function name with a dash",
      { tools: [{ type: "function", function: { ...WEATHER, name: "a-b" } }] },
      "tools:",
    ],
    [
      "search and functions at once on x1",
      { path: "/v2/chat/completions", tools: [...TOOLS.tools, ...SEARCH.tools] },
      "tools:",
    ],
    [
      "v1's tool_choice on x1",
      {
        path: "/v2/chat/completions",
        ...TOOLS,
        tool_choice: { type: "function", function: { name: "a" } },
      },
      "tool_choice:",
    ],
    ["thinking on v1", { thinking: { type: "disabled" } }, "thinking:"],
  ])("rejects %s as an invalid param (10005)", async (_case, question, named) => {
    const refused = await refuse(question);
    expect(refused).toEqual(refusal(400, "10005", /^invalid param [^]+ \(sid: cha000.+\)$/u));
    expect(refused.body.error.message).toContain(`invalid param ${named}`);
  });

  test.each(DEMO_APPS.slice(2, 4))(
    'rejects what $appId lacks with 500 and code "11200", without naming it',
    async ({ apiPassword }) => {
      expect(await refuse({ bearer: apiPassword })).toEqual(
        refusal(500, "11200", /^AppIdNoAuthError \(sid: cha000.+\)$/u),
      );
    },
  );

  test('rejects too many requests with 500 and code "11202"', async () => {
    const bearer = DEMO_APPS.find(({ qps }) => qps === 2)?.apiPassword;
    const answers = await Promise.all([1, 2, 3].map(() => refuse({ bearer })));
    expect(answers).toContainEqual(refusal(500, "11202", /^AppIdQpsOverFlowError \(sid/u));
  });

  test("rejects a conversation that is too long with 10907", async () => {
    expect(await refuse({ content: "字".repeat(12_300) })).toEqual(
      refusal(400, "10907", /^token count/u),
    );
  });

  test.each(["/v1/responses", "/v1/models", "/v2"])(
    "answers %s with a plain-text 404",
    async (path) => {
      const response = await ask({ path });
      expect(response.status).toBe(404);
      expect(response.headers.get("content-type")).toContain("text/plain");
      expect(await response.text()).toBe("404 page not found");
    },
  );

  test("answers a GET of the chat path with 404", async () => {
    expect((await fetch(`${simulator.httpUrl}/v1/chat/completions`)).status).toBe(404);
  });
});

async function refuse(question: Question) {
  const response = await ask(question);
  const body = (await response.json()) as { error: { message: string } };
  return { status: response.status, body };
}

function refusal(status: 400 | 500, code: string, message: RegExp) {
  const type = status === 400 ? "invalid_request_error" : "api_error";
  return {
    status,
    body: { error: { message: expect.stringMatching(message), type, param: null, code } },
  };
}
