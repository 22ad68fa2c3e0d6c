import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEMO_APPS } from "./apps";
import { ask, judge, type Question } from "./reference-client";
import { startSimulator, type Simulator } from "./simulator";

const CLOCK = String.raw`\(\d\d:\d\d:\d\d\.\d{3}\)`;
const LITE = { path: "/v1.1/chat", chat: { domain: "lite" } };

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

const say = (question: Omit<Question, "url">) => judge({ url: simulator.url, ...question });
const turns = (...list: readonly [role: string, content: unknown][]) => ({
  payload: { message: { text: list.map(([role, content]) => ({ role, content })) } },
});

test("sends a rejection as one frame without payload, then closes the connection", async () => {
  const { frames, close } = await ask({ url: simulator.url, chat: { top_k: 0 } });
  expect(frames).toEqual([
    {
      header: {
        code: 10004,
        message: expect.any(String),
        sid: expect.stringMatching(/^cht000\w{5}@dx\w{18}$/u),
        status: 2,
      },
    },
  ]);
  expect(close).toEqual({ code: 1000, reason: "close this ws conn" });
});

describe("domain", () => {
  test.each([
    ["/v1.1/chat", "lite"],
    ["/v2.1/chat", "generalv2"],
    ["/v3.1/chat", "generalv3"],
    ["/chat/pro-128k", "pro-128k"],
    ["/v3.5/chat", "generalv3.5"],
    ["/chat/max-32k", "max-32k"],
    ["/v4.0/chat", "4.0Ultra"],
    ["/v1/x1", "x1"],
    ["/v1/x1", "spark-x"],
    ["/x2", "spark-x"],
    ["/v1.1/chat_kjwx", "kjwx"],
    ["/v1.1/chat_multilang", "multilang"],
  ])("%s accepts the domain %s", async (path, domain) => {
    expect(await say({ path, chat: { domain } })).toMatchObject({ code: 0 });
  });

  test.each([
    ["/v3.5/chat", "lite"],
    ["/v4.0/chat", "4.0ultra"],
    ["/v3.1/chat", "general3"],
    ["/x2", "x1"],
    ["/v1.1/chat_kjwx", "lite"],
  ])("%s rejects the domain %s with 10003", async (path, domain) => {
    const { code, message } = await say({ path, chat: { domain } });
    expect(code).toBe(10003);
    expect(message).toMatch(new RegExp(`^ClientMsgError:${CLOCK} invalid model domain$`, "u"));
  });

  test("rejects general, lite's name until 2024, as not granted (11200)", async () => {
    const { code, message } = await say({ path: "/v1.1/chat", chat: { domain: "general" } });
    expect(code).toBe(11200);
    expect(message).toMatch(new RegExp(`^AppIdNoAuthError:${CLOCK} domain\\.general$`, "u"));
  });
});

describe("message order", () => {
  test.each([
    ["an assistant turn at the beginning", turns(["assistant", "a"], ["user", "b"])],
    ["an assistant turn at the end", turns(["user", "a"], ["assistant", "b"])],
    ["two user turns in a row", turns(["user", "a"], ["user", "b"])],
    [
      "two assistant turns in a row",
      turns(["user", "a"], ["assistant", "b"], ["assistant", "c"], ["user", "d"]),
    ],
    ["a system turn in the middle", turns(["user", "a"], ["system", "b"], ["user", "c"])],
    ["two system turns", turns(["system", "a"], ["system", "b"], ["user", "c"])],
    ["a system turn alone", turns(["system", "a"])],
    [
      "an assistant turn after the system turn",
      turns(["system", "a"], ["assistant", "b"], ["user", "c"]),
    ],
  ])("rejects %s with 10003", async (_case, payload) => {
    expect(await say(payload)).toMatchObject({ code: 10003 });
  });

  test("accepts system, user, assistant, user", async () => {
    const payload = turns(["system", "a"], ["user", "b"], ["assistant", "c"], ["user", "d"]);
    expect(await say(payload)).toMatchObject({ code: 0 });
  });
});

describe("app permissions", () => {
  const [, , exhausted, liteOnly] = DEMO_APPS;

  test("rejects the app_id of another app with 10005", async () => {
    expect(await say({ header: { app_id: "123456" } })).toMatchObject({ code: 10005 });
  });

  test("rejects an app without tokens with 11200 tokens.total", async () => {
    const { code, message } = await say({ ...(exhausted && { app: exhausted }) });
    expect(code).toBe(11200);
    expect(message).toMatch(new RegExp(`^AppIdNoAuthError:${CLOCK} tokens\\.total$`, "u"));
  });

  test("rejects a model that was not granted with 11200 and its domain", async () => {
    const { code, message } = await say({ ...(liteOnly && { app: liteOnly }) });
    expect(code).toBe(11200);
    expect(message).toMatch(new RegExp(`^AppIdNoAuthError:${CLOCK} domain\\.generalv3\\.5$`, "u"));
  });

  test("accepts the model that was granted", async () => {
    expect(await say({ ...LITE, ...(liteOnly && { app: liteOnly }) })).toMatchObject({ code: 0 });
  });
});

test("rejects too many tokens with 10907, in Chinese, English and unbroken runs", async () => {
  expect(await say({ content: "字".repeat(12_300) })).toMatchObject({ code: 10907 });
  expect(await say({ content: "word ".repeat(6600) })).toMatchObject({ code: 10907 });
  expect(await say({ content: "x".repeat(33_000) })).toMatchObject({ code: 10907 });
  expect(await say({ content: "字".repeat(12_200) })).toMatchObject({ code: 0 });
  const longer = { path: "/chat/max-32k", chat: { domain: "max-32k" } };
  expect(await say({ ...longer, content: "字".repeat(12_300) })).toMatchObject({ code: 0 });
});
