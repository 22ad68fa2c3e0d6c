import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DEMO_APP, DEMO_APPS, type SparkApp } from "../apps";
import { toSignedUrl } from "../reference-client";
import { startSimulator, type Simulator } from "../simulator";
import { toVector } from "./vector";

let now = Date.parse("2026-11-29T00:00:00Z");
const SLOW: SparkApp = { appId: "slow", apiKey: "slow-key", apiSecret: "slow-secret" };
const CHAT_ONLY: SparkApp = {
  appId: "chat",
  apiKey: "chat-key",
  apiSecret: "chat-secret",
  grants: ["lite"],
};

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({
    apps: [SLOW, CHAT_ONLY, ...DEMO_APPS],
    now: () => now,
    wait: async () => {},
  });
});
afterAll(() => simulator.close());
beforeEach(() => {
  simulator.clear();
  now += 10_000;
});

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64");
const toText = (content: string): string => encode({ messages: [{ content, role: "user" }] });

type Question = { app?: SparkApp; method?: "GET" | "POST"; host?: string; body?: object };

async function ask({
  app = DEMO_APP,
  method = "POST",
  host,
  body = toBody("你好"),
}: Question = {}) {
  const signedHost = host ?? "emb-cn-huabei-1.xf-yun.com";
  const date = new Date(now).toUTCString();
  const signed = { origin: simulator.httpUrl, path: "/", host: signedHost, date, app, method };
  const response = await fetch(toSignedUrl(signed), {
    method: "POST",
    body: JSON.stringify(body),
  });
  return { status: response.status, answer: await response.json() };
}

type Fields = { appId?: string; uid?: string; domain?: string };

function toBody(content: string, fields: Fields = {}) {
  const { appId = DEMO_APP.appId, uid = "u", domain = "para" } = fields;
  return {
    header: { app_id: appId, uid, status: 3 },
    parameter: { emb: { domain, feature: { encoding: "utf8" } } },
    payload: { messages: { text: toText(content) } },
  };
}

describe("embedding service", () => {
  test("returns 2560 floats in base64, with seq and status as strings, and no usage", async () => {
    const { status, answer } = await ask();
    expect(status).toBe(200);
    expect(answer).toEqual({
      header: { code: 0, message: "success", sid: expect.stringMatching(/^ase/) },
      payload: {
        feature: {
          encoding: "utf8",
          compress: "raw",
          format: "plain",
          seq: "0",
          status: "2",
          text: Buffer.from(toVector("你好", "para").buffer).toString("base64"),
        },
      },
    });
    const bytes = Buffer.from(answer.payload.feature.text, "base64");
    expect(bytes).toHaveLength(10_240);
    const norm = Math.hypot(...toVector("你好", "para"));
    expect(norm).not.toBeCloseTo(1, 1);
  });

  test("returns different embeddings for a query and a document", async () => {
    const para = await ask();
    const query = await ask({ body: toBody("你好", { domain: "query" }) });
    expect(query.answer.payload.feature.text).not.toBe(para.answer.payload.feature.text);
  });

  test("trusts the host in the query, as the real services do", async () => {
    expect((await ask({ host: "elsewhere.example.com" })).status).toBe(200);
  });

  test("rejects a signature for GET and an unknown key", async () => {
    expect((await ask({ method: "GET" })).status).toBe(401);
    expect((await ask({ app: { ...DEMO_APP, apiKey: "nobody" } })).status).toBe(401);
  });

  test.each<[what: string, body: object, code: number, words: string]>([
    ["another domain", toBody("a", { domain: "doc" }), 10163, "domain"],
    ["a uid of 51 characters", toBody("a", { uid: "u".repeat(51) }), 10004, "uid"],
    ["an unknown field", { ...toBody("a"), extra: 1 }, 10004, "$.extra"],
    ["no status", { ...toBody("a"), header: { app_id: "demo0001" } }, 10004, "status"],
    ["another's app_id", toBody("a", { appId: "demo0002" }), 10313, "invalid appid"],
    ["a text of 2,049 tokens", toBody("好".repeat(3100)), 10907, "token"],
    ["/simulate 10013", toBody("/simulate 10013"), 10013, ""],
  ])("rejects %s with %s", async (_case, body, code, words) => {
    const { status, answer } = await ask({ body });
    expect(status).toBe(200);
    expect(answer.header).toMatchObject({ code, message: expect.stringContaining(words) });
    expect(answer).not.toHaveProperty("payload");
  });

  test.each([
    ["no base64", "你好"],
    ["two messages", encode({ messages: [1, 2].map(() => ({ content: "a", role: "user" })) })],
    ["an empty message", encode({ messages: [{ content: "", role: "user" }] })],
    ["a list", encode([])],
    ["no JSON", Buffer.from("{").toString("base64")],
  ])("rejects a payload of %s with 10004", async (_case, text) => {
    const { answer } = await ask({ body: { ...toBody("a"), payload: { messages: { text } } } });
    expect(answer.header).toMatchObject({ code: 10004 });
  });

  test("rejects an unauthorised app with 11200 and an app without tokens with 11201", async () => {
    const chat = await ask({ app: CHAT_ONLY, body: toBody("a", { appId: "chat" }) });
    expect(chat.answer.header).toMatchObject({ code: 11200, message: "licc failed" });
    const empty = DEMO_APPS.find(({ exhausted }) => exhausted) ?? DEMO_APP;
    const { answer } = await ask({ app: empty, body: toBody("a", { appId: empty.appId }) });
    expect(answer.header).toMatchObject({ code: 11201 });
  });

  test("rejects the third request within a second with a 500 and 11202", async () => {
    const body = toBody("a", { appId: "slow" });
    const answers = [];
    for (let time = 0; time < 3; time += 1) answers.push(await ask({ app: SLOW, body }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 500]);
    expect(answers[2]?.answer.header).toMatchObject({ code: 11202, message: "licc failed" });
    now += 1000;
    expect((await ask({ app: SLOW, body })).status).toBe(200);
  });
});
