import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DEMO_APP } from "../apps";
import { toSignedUrl } from "../reference-client";
import { startSimulator, type Simulator } from "../simulator";

const NOW = Date.parse("2026-11-29T00:00:00Z");
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ now: () => NOW });
});
afterAll(() => simulator.close());
beforeEach(() => simulator.clear());

type Fields = { prompt?: string; width?: number; height?: number; appId?: string; domain?: string };

async function ask({ prompt = "一只猫", appId = "demo0001", ...chat }: Fields = {}) {
  const host = "spark-api.cn-huabei-1.xf-yun.com";
  const url = toSignedUrl({
    origin: simulator.httpUrl,
    path: "/v2.1/tti",
    host,
    date: new Date(NOW).toUTCString(),
    app: DEMO_APP,
    method: "POST",
  });
  const body = {
    header: { app_id: appId, uid: "u" },
    parameter: { chat: { domain: "general", ...chat } },
    payload: { message: { text: [{ role: "user", content: prompt }] } },
  };
  const response = await fetch(url, { method: "POST", body: JSON.stringify(body) });
  return { status: response.status, answer: await response.json() };
}

const draw = async (fields: Fields): Promise<string> =>
  (await ask(fields)).answer.payload.choices.text[0].content;

describe("image generation", () => {
  test("returns one PNG in base64, with the statuses of the real service", async () => {
    const { status, answer } = await ask({ width: 640, height: 360 });
    expect(status).toBe(200);
    expect(answer).toEqual({
      header: { code: 0, message: "success", sid: expect.stringMatching(/^cht/), status: 0 },
      payload: {
        choices: {
          status: 2,
          seq: 0,
          text: [{ content: expect.any(String), index: 0, role: "assistant" }],
        },
      },
    });
    const bytes = Buffer.from(answer.payload.choices.text[0].content, "base64");
    expect(await sharp(bytes).metadata()).toMatchObject({ format: "png", width: 640, height: 360 });
  });

  test("draws 512x512 by default, and every prompt differently", async () => {
    const cat = await draw({});
    const { width, height } = await sharp(Buffer.from(cat, "base64")).metadata();
    expect([width, height]).toEqual([512, 512]);
    expect(await draw({})).toBe(cat);
    expect(await draw({ prompt: "一只狗" })).not.toBe(cat);
  });

  test.each<[what: string, fields: Fields, code: number]>([
    ["a size outside the table", { width: 1000, height: 1000 }, 10004],
    ["sides the other way round", { width: 360, height: 640 }, 10004],
    ["a prompt of 1,001 characters", { prompt: "画".repeat(1001) }, 10004],
    ["an empty prompt", { prompt: "" }, 10004],
    ["another domain", { domain: "imagev3" }, 10004],
    ["another's app_id", { appId: "demo0002" }, 10313],
    ["a prompt that review stops", { prompt: "违禁" }, 10021],
    ["an image that review stops", { prompt: "血腥" }, 10022],
    ["/simulate 10008", { prompt: "/simulate 10008" }, 10008],
  ])("rejects %s in the header of a 200", async (_case, fields, code) => {
    const { status, answer } = await ask(fields);
    expect(status).toBe(200);
    expect(answer.header).toMatchObject({ code });
    expect(answer).not.toHaveProperty("payload");
  });

  test("MaaS requires a patch_id, in the captured words", async () => {
    const response = await fetch(`${simulator.httpUrl}/v2.1/tti`, {
      method: "POST",
      headers: { authorization: `Bearer ${DEMO_APP.apiKey}` },
      body: JSON.stringify({
        header: {},
        parameter: { chat: { domain: "xopqwentti20b", width: 768, height: 768 } },
        payload: { message: { text: [{ role: "user", content: "a" }] } },
      }),
    });
    expect(response.status).toBe(200);
    expect((await response.json()).header).toMatchObject({
      code: 10004,
      message: "SchemaCheckError:(00:14:51.252) '$.header.patch_id' field is required; ",
      status: 2,
    });
  });
});
