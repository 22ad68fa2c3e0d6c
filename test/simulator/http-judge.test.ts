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

describe("credentials", () => {
  const own = (app: SparkApp) => `${app.apiKey}:${app.apiSecret}`;

  test.each([
    ["the APIPassword", DEMO_APP.apiPassword],
    ["key and secret", own(DEMO_APP)],
  ])("%s is right", async (_case, bearer) => {
    expect((await ask({ bearer })).status).toBe(200);
  });

  test("an unknown bearer never passes the front gate", async () => {
    const response = await ask({ bearer: "nobody" });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      message:
        "HMAC signature cannot be verified:enforced header 'host' not used for signature creation",
    });
  });

  test("a known key with a wrong secret is an invalid user", async () => {
    const response = await ask({ bearer: `${DEMO_APP.apiKey}:wrong` });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      error: { message: "invalid user", type: "api_error", param: null, code: null },
    });
  });
});

describe("errors", () => {
  const turns = (...list: readonly [role: string, content: unknown][]) => ({
    messages: list.map(([role, content]) => ({ role, content })),
  });

  test.each([
    ["no JSON", { raw: "hello" }],
    ["content in parts", turns(["user", [{ type: "text", text: "a" }]])],
    ["no messages", { messages: [] }],
    ["assistant last", turns(["user", "a"], ["assistant", "b"])],
    ["two from user", turns(["user", "a"], ["user", "b"])],
    ["empty content", turns(["user", ""])],
    ["system on lite", { model: "lite", ...turns(["system", "a"], ["user", "b"]) }],
  ])("%s is invalid data", async (_case, question) => {
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
      "presence_penalty above x1's",
      { path: "/x2/chat/completions", presence_penalty: 3.1 },
      "presence_penalty:3.1",
    ],
    ["top_p 0", { top_p: 0 }, "top_p:0"],
    ["top_k 7", { top_k: 7 }, "top_k:7"],
    ["max_tokens above the model's", { max_tokens: 8193 }, "max_tokens:8193"],
    ["stop, which Spark does not have", { stop: "\n" }, "stop:\n"],
    ["n", { n: 2 }, "n:2"],
    ["stream_options", { stream_options: { include_usage: true } }, "stream_options:"],
    ["json_schema", { response_format: { type: "json_schema" } }, "response_format:"],
    ["tools on lite", { model: "lite", ...TOOLS }, "tools:"],
    [
      "a function's name with a dash",
      { tools: [{ type: "function", function: { ...WEATHER, name: "a-b" } }] },
      "tools:",
    ],
    [
      "search and functions at once on x1",
      { path: "/v2/chat/completions", tools: [...TOOLS.tools, ...SEARCH.tools] },
      "tools:",
    ],
    [
      "v1's way of naming a function on x1",
      {
        path: "/v2/chat/completions",
        ...TOOLS,
        tool_choice: { type: "function", function: { name: "a" } },
      },
      "tool_choice:",
    ],
    ["thinking on v1", { thinking: { type: "disabled" } }, "thinking:"],
  ])("%s is an invalid param", async (_case, question, named) => {
    const refused = await refuse(question);
    expect(refused).toEqual(refusal(400, "10005", /^invalid param [^]+ \(sid: cha000.+\)$/u));
    expect(refused.body.error.message).toContain(`invalid param ${named}`);
  });

  test.each(DEMO_APPS.slice(2, 4))(
    "what $appId lacks is a 500 with a string for a code, and no word which",
    async ({ apiPassword }) => {
      expect(await refuse({ bearer: apiPassword })).toEqual(
        refusal(500, "11200", /^AppIdNoAuthError \(sid: cha000.+\)$/u),
      );
    },
  );

  test("too many requests are a 500 too", async () => {
    const bearer = DEMO_APPS.find(({ qps }) => qps === 2)?.apiPassword;
    const answers = await Promise.all([1, 2, 3].map(() => refuse({ bearer })));
    expect(answers).toContainEqual(refusal(500, "11202", /^AppIdQpsOverFlowError \(sid/u));
  });

  test("too long is 10907", async () => {
    expect(await refuse({ content: "字".repeat(12_300) })).toEqual(
      refusal(400, "10907", /^token count/u),
    );
  });

  test.each(["/v1/responses", "/v1/models", "/"])(
    "%s is not found, in plain text",
    async (path) => {
      const response = await ask({ path });
      expect(response.status).toBe(404);
      expect(response.headers.get("content-type")).toContain("text/plain");
      expect(await response.text()).toBe("404 page not found");
    },
  );

  test("a GET of the right path is not found either", async () => {
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
