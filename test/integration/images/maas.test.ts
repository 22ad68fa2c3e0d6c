import { describe, expect, it } from "vitest";

import { DEMO_APP } from "../../simulator/apps";
import { type Gateway, startGateway } from "../setup/gateway";
import { drawWith, look, TRIPLE } from "./asking";

const row = {
  id: "qwen-image",
  kind: "image",
  httpHost: "maas-api.cn-huabei-1.xf-yun.com",
  httpModel: "xopqwentti20b",
};
const start = (): Promise<Gateway> =>
  startGateway({ settings: { SPARK_MODELS: JSON.stringify([row]) } });
const CAT = { model: row.id, prompt: "一只橘猫", size: "768x768" };

describe("a MaaS image model in SPARK_MODELS", () => {
  it.each([
    ["the server's app", {}],
    ["the caller's three values", { authorization: `Bearer ${TRIPLE}` }],
    ["its APIKey as an APIPassword", { "x-api-password": DEMO_APP.apiKey }],
  ])("is requested with the APIKey as bearer token and a patch_id, by %s", async (_, headers) => {
    await using gateway = await start();
    const response = await drawWith(gateway, CAT, { headers });
    expect(response.status).toBe(200);
    const { data } = await response.json();
    expect(await look(data[0].b64_json)).toEqual({ format: "png", size: "768x768" });
    const [connection] = gateway.simulator.connections;
    expect(connection?.path).toBe("/v2.1/tti");
    expect(connection?.headers.authorization).toBe(`Bearer ${DEMO_APP.apiKey}`);
    expect(await connection?.body).toEqual({
      header: { uid: expect.stringMatching(/^.{32}$/), patch_id: ["0"] },
      parameter: { chat: { domain: "xopqwentti20b", width: 768, height: 768 } },
      payload: { message: { text: [{ role: "user", content: "一只橘猫" }] } },
    });
  });

  it("accepts MaaS's own sizes and options, and gives each image its own seed", async () => {
    await using gateway = await start();
    const response = await drawWith(gateway, {
      ...CAT,
      size: "1792x1024",
      n: 2,
      seed: 7,
      negative_prompt: "模糊",
      num_inference_steps: 30,
      guidance_scale: 4.5,
    });
    expect(response.headers.get("x-spark-adjusted")).toBe("size=1024x576");
    expect(response.headers.get("x-spark-ignored")).toBeNull();
    const { data } = await response.json();
    expect(data[0].b64_json).not.toBe(data[1].b64_json);
    const bodies = await Promise.all(gateway.simulator.connections.map(({ body }) => body));
    const chats = JSON.parse(JSON.stringify(bodies)).map(
      (body: { parameter: { chat: object } }) => body.parameter.chat,
    );
    const shared = { width: 1024, height: 576, num_inference_steps: 30, guidance_scale: 4.5 };
    expect(chats).toEqual([
      { domain: "xopqwentti20b", ...shared, seed: 7 },
      { domain: "xopqwentti20b", ...shared, seed: 8 },
    ]);
    expect(bodies[0]).toMatchObject({ payload: { negative_prompts: { text: "模糊" } } });
  });

  it("accepts a prompt of 1,024 characters", async () => {
    await using gateway = await start();
    expect((await drawWith(gateway, { ...CAT, prompt: "a".repeat(1024) })).status).toBe(200);
    expect((await drawWith(gateway, { ...CAT, prompt: "a".repeat(1025) })).status).toBe(400);
  });

  it.each([
    ["违禁", 400, "content_filter"],
    ["血腥", 400, "content_filter"],
    ["/simulate 11221", 403, "model_not_authorized"],
    ["/simulate 11202", 429, "rate_limit_exceeded"],
    ["/simulate 10008", 503, "upstream_unavailable"],
  ])("maps an error in the header of a 200, %s, to %d %s", async (prompt, status, code) => {
    await using gateway = await start();
    const response = await drawWith(gateway, { ...CAT, prompt });
    expect([response.status, (await response.json()).error.code]).toEqual([status, code]);
  });
});
