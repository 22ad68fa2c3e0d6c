import { describe, expect, it } from "vitest";

import { startGateway } from "../setup/gateway";
import { startWithApps, listAsked, toListed, toSimulated } from "../setup/several-apps";
import { drawWith, TRIPLE } from "./asking";

const OWN = { headers: { authorization: `Bearer ${TRIPLE}` } };
const codeOf = async (response: Response): Promise<[number, string]> => {
  const { error } = (await response.json()) as { error: { code: string } };
  return [response.status, error.code];
};

describe("POST /v1/images/generations: limits and budgets", () => {
  it("counts images for IMAGE_BUDGET, except for callers with their own app", async () => {
    await using gateway = await startGateway({ settings: { IMAGE_BUDGET: "3/day" } });
    expect((await drawWith(gateway, { prompt: "a", n: 2 })).status).toBe(200);
    // Any remaining budget buys one full request.
    expect((await drawWith(gateway, { prompt: "a", n: 2 })).status).toBe(200);
    const refused = await drawWith(gateway, { prompt: "a" });
    expect(refused.headers.get("retry-after")).toMatch(/^\d+$/);
    const { error } = await refused.clone().json();
    expect(error.message).toContain("The 3 images per day");
    expect(await codeOf(refused)).toEqual([429, "insufficient_quota"]);
    expect((await drawWith(gateway, { prompt: "a" }, OWN)).status).toBe(200);
  });

  it("debits nothing for rejected images and uses no token budget", async () => {
    await using gateway = await startGateway({
      settings: { IMAGE_BUDGET: "1/day", TOKEN_BUDGET: "1/day" },
    });
    for (let time = 0; time < 3; time += 1) {
      expect((await drawWith(gateway, { prompt: "违禁" })).status).toBe(400);
    }
    expect((await drawWith(gateway, { prompt: "a" })).status).toBe(200);
    expect(await codeOf(await drawWith(gateway, { prompt: "a" }))).toEqual([
      429,
      "insufficient_quota",
    ]);
  });

  it("debits an image whose caller disconnects during generation", async () => {
    await using gateway = await startGateway({ settings: { IMAGE_BUDGET: "1/day" } });
    const abort = new AbortController();
    const leaving = drawWith(gateway, { prompt: "/simulate silent" }, { signal: abort.signal });
    await (
      await gateway.simulator.connection(0)
    ).request;
    abort.abort();
    expect((await leaving).status).toBe(499);
    expect((await drawWith(gateway, { prompt: "a" })).status).toBe(429);
  });

  it("debits images that were aborted because another one failed", async () => {
    await using gateway = await startGateway({ settings: { IMAGE_BUDGET: "2/day" } });
    gateway.simulator.playHttp({ silent: true }, { silent: true }, { refuse: { status: 401 } });
    expect((await drawWith(gateway, { prompt: "a", n: 3 })).status).toBe(502);
    expect((await drawWith(gateway, { prompt: "a" })).status).toBe(429);
  });

  it("counts each image for RATE_LIMIT", async () => {
    await using gateway = await startGateway({ settings: { RATE_LIMIT: "3/min" } });
    const first = await drawWith(gateway, { prompt: "a", n: 2 });
    expect(first.headers.get("x-ratelimit-remaining-requests")).toBe("1");
    expect(await codeOf(await drawWith(gateway, { prompt: "a", n: 2 }))).toEqual([
      429,
      "rate_limit_exceeded",
    ]);
  });

  it("generates no more than MAX_N images at once", async () => {
    await using gateway = await startGateway({ settings: { MAX_N: "1" } });
    expect(await codeOf(await drawWith(gateway, { prompt: "a", n: 2 }))).toEqual([
      400,
      "invalid_value",
    ]);
  });

  it("closes every request to Spark within 200 ms when the caller disconnects", async () => {
    await using gateway = await startGateway();
    const abort = new AbortController();
    const response = drawWith(
      gateway,
      { prompt: "/simulate stall", n: 3 },
      { signal: abort.signal },
    );
    await Promise.all(
      [0, 1, 2].map(async (at) => (await gateway.simulator.connection(at)).request),
    );
    const leftAt = performance.now();
    abort.abort();
    const { connections } = gateway.simulator;
    const closings = await Promise.all(connections.map(({ closed }) => closed));
    for (const { at } of closings) expect(at - leftAt).toBeLessThan(200);
    expect((await response).status).toBe(499);
    expect(gateway.simulator.openConnections).toBe(0);
  });
});

describe("POST /v1/images/generations on several apps", () => {
  it("fails over to an authorised app, and names the service if there is none", async () => {
    const one = toSimulated("one", { appId: "one", grants: ["lite"] });
    const two = toSimulated("two", { appId: "two" });
    await using gateway = await startWithApps([one, two]);
    expect((await drawWith(gateway, { prompt: "a" })).status).toBe(200);
    expect(listAsked(gateway)).toEqual(["one", "two"]);
    await using without = await startWithApps([one]);
    const response = await drawWith(without, { prompt: "a" });
    expect(response.status).toBe(403);
    expect((await response.json()).error).toMatchObject({
      code: "model_not_authorized",
      message: expect.stringContaining("图片生成 (image generation)"),
    });
  });

  it("uses only apps whose services include image", async () => {
    const one = toSimulated("one", { appId: "one" });
    await using gateway = await startWithApps([one], {
      listed: [toListed(one, { services: ["embedding"] })],
    });
    const response = await drawWith(gateway, { prompt: "a" });
    expect(response.status).toBe(403);
    expect((await response.json()).error.message).toContain("图片生成");
    expect(gateway.simulator.connections).toHaveLength(0);
  });
});
