import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exchange, judge, toUrl, type Question } from "./reference-client";
import { startSimulator, type Simulator } from "./simulator";

const CLOCK = String.raw`\(\d\d:\d\d:\d\d\.\d{3}\)`;
const X1 = { path: "/v1/x1", chat: { domain: "spark-x" } };
const LITE = { path: "/v1.1/chat", chat: { domain: "lite" } };
const WEATHER = {
  name: "天气查询",
  description: "查询天气",
  parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
};

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

const say = (question: Omit<Question, "url">) => judge({ url: simulator.url, ...question });
const turns = (...list: readonly [role: string, content: unknown][]) => ({
  payload: { message: { text: list.map(([role, content]) => ({ role, content })) } },
});

describe("invalid first message", () => {
  test.each([
    ["text that is not JSON", "hello"],
    ["a binary message", Buffer.from("{}")],
  ])("rejects %s with 10003", async (_case, message) => {
    const result = await exchange(toUrl({ url: simulator.url }), [message]);
    if (result.refused) throw new Error("refused");
    expect(result.frames[0]?.header.code).toBe(10003);
  });

  test("rejects JSON that is not an object with 10004", async () => {
    const result = await exchange(toUrl({ url: simulator.url }), ["[]"]);
    if (result.refused) throw new Error("refused");
    expect(result.frames[0]?.header).toMatchObject({
      code: 10004,
      message: expect.stringMatching(
        new RegExp(`^SchemaCheckError:${CLOCK} '\\$' type must be object; $`, "u"),
      ),
    });
  });
});

describe("request schema", () => {
  test("words a violation as Spark does", async () => {
    const { code, message } = await say({ header: { uid: "u".repeat(33) } });
    expect(code).toBe(10004);
    expect(message).toMatch(
      new RegExp(
        `^SchemaCheckError:${CLOCK} '\\$\\.header\\.uid' length must be less or equal than 32; $`,
        "u",
      ),
    );
  });

  test("lists every violation", async () => {
    const { message } = await say({ chat: { temperature: 0, top_k: 7 } });
    expect(message).toContain("'$.parameter.chat.temperature' value must be larger than 0; ");
    expect(message).toContain("'$.parameter.chat.top_k' value must be less or equal than 6; ");
  });

  test.each<[string, Omit<Question, "url">]>([
    ["a missing app_id", { header: { app_id: undefined } }],
    ["a number for uid", { header: { uid: 7 } }],
    ["an unknown header field", { header: { user: "me" } }],
    ["a missing domain", { chat: { domain: undefined } }],
    ["temperature above 1", { chat: { temperature: 1.1 } }],
    ["temperature as text", { chat: { temperature: "0.5" } }],
    ["top_k 0", { chat: { top_k: 0 } }],
    ["a top_k that is not an integer", { chat: { top_k: 1.5 } }],
    ["max_tokens 0", { chat: { max_tokens: 0 } }],
    ["max_tokens above the model's limit", { chat: { max_tokens: 8193 } }],
    ["max_tokens above lite's limit", { ...LITE, chat: { domain: "lite", max_tokens: 4097 } }],
    ["max_tokens above x1's limit", { ...X1, chat: { domain: "x1", max_tokens: 65_536 } }],
    ["temperature above x1's range", { ...X1, chat: { domain: "x1", temperature: 2.1 } }],
    ["presence_penalty above x1's range", { ...X1, chat: { domain: "x1", presence_penalty: 3.1 } }],
    ["top_p on a model other than X1", { chat: { top_p: 0.9 } }],
    ["thinking on a model other than X1", { chat: { thinking: { type: "enabled" } } }],
    ["an unknown kind of thinking", { ...X1, chat: { domain: "x1", thinking: { type: "hard" } } }],
    ["stop", { chat: { stop: ["\n"] } }],
    ["stream", { chat: { stream: true } }],
    [
      "a tool that is not a web search",
      { chat: { tools: [{ type: "function", function: WEATHER }] } },
    ],
    ["web search where the model has none", { ...LITE, chat: { domain: "lite", tools: [] } }],
    ["an empty list of messages", { payload: { message: { text: [] } } }],
    ["an unknown role", turns(["tool", "晴"])],
    ["empty content", turns(["user", ""])],
    ["content in parts", turns(["user", [{ type: "text", text: "你好" }]])],
    ["null content", turns(["user", null])],
    [
      "a name on a message",
      { payload: { message: { text: [{ role: "user", content: "a", name: "b" }] } } },
    ],
    [
      "an image on a text endpoint",
      {
        payload: { message: { text: [{ role: "user", content: "QQ==", content_type: "image" }] } },
      },
    ],
    [
      "a system turn where the model has none",
      { ...LITE, ...turns(["system", "你是助手"], ["user", "你好"]) },
    ],
    [
      "functions where the model has none",
      { ...LITE, payload: { functions: { text: [WEATHER] } } },
    ],
    ["empty functions where the model has none", { ...LITE, payload: { functions: { text: [] } } }],
    [
      "a function wrapped as OpenAI does",
      { payload: { functions: { text: [{ type: "function", function: WEATHER }] } } },
    ],
    [
      "a function without description",
      { payload: { functions: { text: [{ ...WEATHER, description: undefined }] } } },
    ],
    [
      "a function without required",
      {
        payload: {
          functions: { text: [{ ...WEATHER, parameters: { type: "object", properties: {} } }] },
        },
      },
    ],
    [
      "a function name with a dot",
      { payload: { functions: { text: [{ ...WEATHER, name: "a.b" }] } } },
    ],
    [
      "a function name of 33 letters",
      { payload: { functions: { text: [{ ...WEATHER, name: "a".repeat(33) }] } } },
    ],
  ])("rejects %s with 10004", async (_case, question) => {
    expect(await say(question)).toMatchObject({ code: 10004 });
  });

  test.each<[string, Omit<Question, "url">]>([
    ["a uid of 32 characters", { header: { uid: "u".repeat(32) } }],
    [
      "every parameter of the chat page",
      {
        chat: {
          temperature: 1,
          top_k: 6,
          max_tokens: 8192,
          chat_id: "1",
          auditing: "default",
          question_type: "not_knowledge",
          show_ref_label: false,
          random_threshold: 0.5,
          enable_thinking: false,
          search_disable: true,
          tools: [{ type: "web_search", web_search: { enable: false, search_mode: "deep" } }],
        },
      },
    ],
    [
      "x1's wider ranges",
      {
        ...X1,
        chat: {
          domain: "x1",
          temperature: 2,
          top_p: 1,
          presence_penalty: 3,
          frequency_penalty: 1,
          max_tokens: 65_535,
        },
      },
    ],
    [
      "temperature 0 on x1, as in its own example",
      { ...X1, chat: { domain: "spark-x", temperature: 0 } },
    ],
    [
      "content_type text",
      { payload: { message: { text: [{ role: "user", content: "a", content_type: "text" }] } } },
    ],
    ["a function", { payload: { functions: { text: [WEATHER] } } }],
  ])("accepts %s", async (_case, question) => {
    expect(await say(question)).toEqual({ code: 0, message: "Success" });
  });
});
