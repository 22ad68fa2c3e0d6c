import { describe, expect, it } from "vitest";

import { DEMO_APP } from "../../simulator/apps";
import { ASK, startGateway } from "../setup/gateway";
import { readSent } from "../setup/services";

const OWN_APP = {
  headers: { authorization: `Bearer ${DEMO_APP.appId}:${DEMO_APP.apiSecret}:${DEMO_APP.apiKey}` },
};

describe("SERVER_MODELS", () => {
  const settings = { SERVER_MODELS: "Spark-Lite, generalv3.5" };

  it("serves the listed models by any of their names", async () => {
    await using gateway = await startGateway({ settings });
    for (const model of ["lite", "general", "spark-max", "spark-api"]) {
      expect((await gateway.post({ ...ASK, model })).status).toBe(200);
    }
  });

  it.each([
    ["4.0Ultra", {}],
    ["spark-ultra", {}],
    ["spark-api", { version: "v4.0" }],
  ])("rejects the unlisted model %s %j with 403", async (model, more) => {
    await using gateway = await startGateway({ settings });
    const response = await gateway.post({ ...ASK, model, ...more });
    expect(response.status).toBe(403);
    expect(response.headers.get("x-should-retry")).toBe("false");
    expect(await response.json()).toEqual({
      error: {
        message: expect.stringContaining(`\`${model}\`, but lite, generalv3.5`),
        type: "permission_error",
        param: "model",
        code: "model_not_authorized",
      },
    });
    expect(gateway.simulator.connections).toHaveLength(0);
  });

  it("does not restrict callers with their own Spark app, and all models stay listed", async () => {
    await using gateway = await startGateway({ settings });
    expect((await gateway.post({ ...ASK, model: "4.0Ultra" }, OWN_APP)).status).toBe(200);
    const { data } = await (await gateway.fetch("/v1/models")).json();
    expect(data.map(({ id }: { id: string }) => id)).toContain("4.0Ultra");
  });
});

describe("SERVER_MAX_TOKENS", () => {
  const settings = { SERVER_MAX_TOKENS: "512" };

  it.each([
    [{}, "max_tokens=512"],
    [{ max_tokens: 4000 }, "max_tokens=512"],
    [{ max_tokens: 999_999 }, "max_tokens=512"],
    [{ max_completion_tokens: 4000 }, "max_completion_tokens=512"],
  ])("caps %j and reports %s", async (asked, adjusted) => {
    await using gateway = await startGateway({ settings });
    const response = await gateway.post({ ...ASK, ...asked });
    expect(response.headers.get("x-spark-adjusted")).toBe(adjusted);
    expect((await readSent(gateway)).parameter.chat.max_tokens).toBe(512);
  });

  it("keeps a max_tokens below the cap", async () => {
    await using gateway = await startGateway({ settings });
    const response = await gateway.post({ ...ASK, max_tokens: 100 });
    expect(response.headers.get("x-spark-adjusted")).toBeNull();
    expect((await readSent(gateway)).parameter.chat.max_tokens).toBe(100);
  });

  it("caps each of n choices", async () => {
    await using gateway = await startGateway({ settings });
    await gateway.post({ ...ASK, n: 2 });
    for (const at of [0, 1]) {
      expect((await readSent(gateway, at)).parameter.chat.max_tokens).toBe(512);
    }
  });

  it("never exceeds the model's own maximum", async () => {
    await using gateway = await startGateway({ settings: { SERVER_MAX_TOKENS: "1000000" } });
    await gateway.post(ASK);
    expect((await readSent(gateway)).parameter.chat.max_tokens).toBe(4096);
  });

  it("does not cap callers with their own Spark app", async () => {
    await using gateway = await startGateway({ settings });
    await gateway.post({ ...ASK, max_tokens: 4000 }, OWN_APP);
    expect((await readSent(gateway)).parameter.chat.max_tokens).toBe(4000);
    await gateway.post(ASK, OWN_APP);
    expect((await readSent(gateway)).parameter.chat.max_tokens).toBeUndefined();
  });
});
