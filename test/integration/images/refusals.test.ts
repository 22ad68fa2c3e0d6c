import { describe, expect, it } from "vitest";

import { DEMO_APP } from "../../simulator/apps";
import { eventually } from "../../eventually";
import { startGateway } from "../setup/gateway";
import { drawWith, TRIPLE } from "./asking";

const PATIENCE = {
  CONNECT_TIMEOUT_MS: "200",
  FIRST_FRAME_TIMEOUT_MS: "200",
  IDLE_TIMEOUT_MS: "200",
};

describe("POST /v1/images/generations: invalid requests", () => {
  it.each<[what: string, body: object | string, code: string, param: string | null]>([
    ["no prompt", {}, "invalid_value", "prompt"],
    ["an empty prompt", { prompt: "" }, "invalid_value", "prompt"],
    ["a prompt of 1,001 characters", { prompt: "画".repeat(1001) }, "invalid_value", "prompt"],
    ["five images", { prompt: "a", n: 5 }, "invalid_value", "n"],
    ["eleven images", { prompt: "a", n: 11 }, "invalid_value", "n"],
    ["no image", { prompt: "a", n: 0 }, "invalid_value", "n"],
    ["a size in words", { prompt: "a", size: "large" }, "invalid_value", "size"],
    ["a size of nothing", { prompt: "a", size: "0x0" }, "invalid_value", "size"],
    ["another format", { prompt: "a", output_format: "gif" }, "invalid_value", "output_format"],
    [
      "another hand-over",
      { prompt: "a", response_format: "file" },
      "invalid_value",
      "response_format",
    ],
    ["a stream", { prompt: "a", stream: true }, "unsupported_parameter", "stream"],
    [
      "partial images",
      { prompt: "a", partial_images: 2 },
      "unsupported_parameter",
      "partial_images",
    ],
    ["a chat model", { prompt: "a", model: "4.0Ultra" }, "unsupported_parameter", "model"],
    [
      "an embedding model",
      { prompt: "a", model: "spark-embedding" },
      "unsupported_parameter",
      "model",
    ],
    ["a body that is no object", "[]", "invalid_value", null],
  ])("returns an error that names the field for %s", async (_, body, code, param) => {
    await using gateway = await startGateway();
    const response = await drawWith(gateway, body);
    const { error } = await response.json();
    expect([response.status, error.code, error.param]).toEqual([400, code, param]);
    expect(gateway.simulator.connections).toHaveLength(0);
  });

  it("reports the maximum length of a prompt, and that images are not streamed", async () => {
    await using gateway = await startGateway();
    const long = await (await drawWith(gateway, { prompt: "画".repeat(1001) })).json();
    expect(long.error.message).toContain("has 1001 characters, and the model takes 1000");
    const stream = await (await drawWith(gateway, { prompt: "a", stream: true })).json();
    expect(stream.error.message).toContain("whole");
  });

  it("rejects an APIPassword and an unknown model", async () => {
    await using gateway = await startGateway();
    const headers = { authorization: `Bearer ${DEMO_APP.apiPassword}` };
    const signed = await drawWith(gateway, { prompt: "a" }, { headers });
    expect([signed.status, (await signed.json()).error]).toMatchObject([
      400,
      { code: "unsupported_parameter", param: "model" },
    ]);
    expect((await drawWith(gateway, { prompt: "a", model: "dall-e-9" })).status).toBe(404);
  });

  it.each(["/v1/images/edits", "/v1/images/variations"])("returns 404 for %s", async (path) => {
    await using gateway = await startGateway();
    const response = await gateway.fetch(path, { method: "POST", body: "{}" });
    expect([response.status, (await response.json()).error.code]).toEqual([404, "not_found"]);
  });
});

describe("POST /v1/images/generations: errors from Spark", () => {
  it.each([
    ["违禁", 400, "content_filter", "prompt", 10_021],
    ["血腥", 400, "content_filter", "prompt", 10_022],
    ["/simulate 10003", 400, "invalid_value", "prompt", 10_003],
    ["/simulate 10004", 400, "invalid_value", "prompt", 10_004],
    ["/simulate 10005", 404, "model_not_found", "model", 10_005],
    ["/simulate 10008", 503, "upstream_unavailable", null, 10_008],
    ["/simulate 10013", 400, "content_filter", "prompt", 10_013],
    ["/simulate 11200", 403, "model_not_authorized", null, 11_200],
    ["/simulate 11201", 429, "insufficient_quota", null, 11_201],
    ["/simulate 11202", 429, "rate_limit_exceeded", null, 11_202],
    ["/simulate 11203", 429, "concurrency_exceeded", null, 11_203],
    ["/simulate 10015", 403, "account_blocked", null, 10_015],
    ["/simulate 10404", 404, "model_not_found", "model", 10_404],
    ["/simulate garbage", 502, "upstream_invalid", null, null],
    ["/simulate other-shape", 502, "upstream_invalid", null, null],
    ["/simulate cut", 502, "upstream_closed", null, null],
    ["/simulate reset", 502, "upstream_closed", null, null],
    ["/simulate silent", 504, "upstream_timeout", null, null],
    ["/simulate stall", 504, "upstream_timeout", null, null],
    ["/simulate 401", 502, "upstream_auth", null, null],
    ["/simulate 403-skew", 502, "upstream_auth", null, null],
  ])("maps Spark's %s to %d %s", async (prompt, status, code, param, spark) => {
    await using gateway = await startGateway({ settings: PATIENCE });
    const response = await drawWith(gateway, { prompt });
    const { error } = await response.json();
    expect([response.status, error.code, error.param]).toEqual([status, code, param]);
    if (spark !== null)
      expect(error.message).toMatch(new RegExp(`\\(Spark ${spark}, sid cht\\S+\\)$`));
    expect(JSON.stringify(gateway.log)).not.toContain(prompt);
    expect(gateway.log.filter(({ level }) => level === "error")).toEqual([]);
  });

  it.each(["png", "jpeg"])("returns 502 for an invalid image from Spark, as %s", async (format) => {
    await using gateway = await startGateway();
    const response = await drawWith(gateway, { prompt: "/simulate short", output_format: format });
    expect([response.status, (await response.json()).error.code]).toEqual([
      502,
      "upstream_invalid",
    ]);
  });

  it("maps a wrong APP_ID to 401 for the caller", async () => {
    await using gateway = await startGateway();
    const [, ...rest] = TRIPLE.split(":");
    const headers = { authorization: `Bearer ${["wrong", ...rest].join(":")}` };
    const response = await drawWith(gateway, { prompt: "a" }, { headers });
    expect([response.status, (await response.json()).error.code]).toEqual([401, "invalid_api_key"]);
  });

  it("fails completely when one of several images fails", async () => {
    await using gateway = await startGateway();
    gateway.simulator.playHttp({ refuse: { status: 401, body: "{}" } });
    const response = await drawWith(gateway, { prompt: "a", n: 3 });
    expect(response.status).toBe(502);
    await eventually(() => expect(gateway.simulator.openConnections).toBe(0));
  });
});
