import { describe, expect, it } from "vitest";

import { DEMO_APP } from "../../simulator/apps";
import { startGateway } from "../setup/gateway";
import { startWithApps, toSimulated } from "../setup/several-apps";
import { embedWith, TRIPLE } from "./asking";

const PATIENCE = {
  CONNECT_TIMEOUT_MS: "150",
  FIRST_FRAME_TIMEOUT_MS: "150",
  IDLE_TIMEOUT_MS: "150",
};

describe("POST /v1/embeddings: errors from Spark", () => {
  it.each([
    ["10003", 400, "invalid_value", "input[1]"],
    ["10004", 400, "invalid_value", "input[1]"],
    ["10163", 400, "invalid_value", "input[1]"],
    ["10006", 429, "concurrency_exceeded", null],
    ["11203", 429, "concurrency_exceeded", null],
    ["11202", 429, "rate_limit_exceeded", null],
    ["11201", 429, "insufficient_quota", null],
    ["11200", 403, "model_not_authorized", null],
    ["10016", 403, "model_not_authorized", null],
    ["10015", 403, "account_blocked", null],
    ["10013", 400, "content_filter", "input[1]"],
    ["10021", 400, "content_filter", "input[1]"],
    ["10907", 400, "context_length_exceeded", "input[1]"],
    ["10404", 404, "model_not_found", "model"],
    ["10012", 503, "upstream_unavailable", null],
    ["10110", 503, "upstream_unavailable", null],
    ["77777", 503, "upstream_unavailable", null],
    ["garbage", 502, "upstream_invalid", null],
    ["other-shape", 502, "upstream_invalid", null],
    ["short", 502, "upstream_invalid", null],
    ["cut", 502, "upstream_closed", null],
    ["reset", 502, "upstream_closed", null],
    ["silent", 504, "upstream_timeout", null],
    ["stall", 504, "upstream_timeout", null],
    ["401", 502, "upstream_auth", null],
    ["403", 502, "upstream_auth", null],
    ["403-skew", 502, "upstream_auth", null],
    ["500", 502, "upstream_closed", null],
  ])("maps Spark's %s for one of several texts to %d %s", async (fault, status, code, param) => {
    await using gateway = await startGateway({ settings: PATIENCE });
    const response = await embedWith(gateway, { input: ["好", `/simulate ${fault}`] });
    const { error } = await response.json();
    expect({ status: response.status, code: error.code, param: error.param }).toEqual({
      status,
      code,
      param,
    });
    if (/^\d{5}$/.test(fault)) {
      expect(error.message).toMatch(new RegExp(`\\(Spark ${fault}, sid ase\\S+\\)$`));
      expect(response.headers.get("x-spark-sid")).toMatch(/ase/);
    }
    await Promise.all(gateway.simulator.connections.map(({ closed }) => closed));
    expect(gateway.log.filter(({ level }) => level === "error")).toEqual([]);
  });

  it.each([
    ["401", 401, "invalid_api_key"],
    ["401-key", 401, "invalid_api_key"],
    ["403", 403, "permission_denied"],
    ["403-skew", 403, "clock_skew"],
  ])("maps Spark's %s for the caller's own app to %d %s", async (fault, status, code) => {
    await using gateway = await startGateway();
    const headers = { authorization: `Bearer ${TRIPLE}` };
    const response = await embedWith(gateway, { input: `/simulate ${fault}` }, { headers });
    expect([response.status, (await response.json()).error.code]).toEqual([status, code]);
  });

  it("maps a wrong APP_ID to 401 for the caller and to upstream_auth for the server's app", async () => {
    const { apiSecret, apiKey } = DEMO_APP;
    await using gateway = await startGateway({ settings: { APP_ID: "wrong" } });
    const own = { headers: { authorization: `Bearer wrong:${apiSecret}:${apiKey}` } };
    const caller = await embedWith(gateway, { input: "你好" }, own);
    expect([caller.status, (await caller.json()).error]).toMatchObject([
      401,
      { code: "invalid_api_key", message: expect.stringMatching(/APP_ID.*\(Spark 10313, sid ase/) },
    ]);
    const server = await embedWith(gateway, { input: "你好" });
    expect([server.status, (await server.json()).error]).toMatchObject([
      502,
      { code: "upstream_auth", message: expect.stringMatching(/\(Spark 10313, sid ase/) },
    ]);
    expect(server.headers.get("x-should-retry")).toBe("false");
  });

  it("names the service and the console if the authorisation is missing", async () => {
    await using gateway = await startWithApps([toSimulated("one", { grants: ["lite"] })]);
    const response = await embedWith(gateway, { input: "你好" });
    expect(response.status).toBe(403);
    const { error } = await response.json();
    expect(error.message).toContain("文本向量化 (Embedding)");
    expect(error.message).toContain("console.xfyun.cn");
  });

  it("returns 502 when Spark is unreachable", async () => {
    await using gateway = await startGateway({
      settings: { SPARK_EMBEDDING_URL: "http://127.0.0.1:1" },
    });
    const response = await embedWith(gateway, { input: "你好" });
    expect([response.status, (await response.json()).error.code]).toEqual([502, "upstream_closed"]);
  });

  it("never logs a text or an embedding", async () => {
    await using gateway = await startGateway();
    await (await embedWith(gateway, { input: ["秘密的文字", "/simulate 10012"] })).text();
    await (await embedWith(gateway, { input: ["秘密的文字"] })).text();
    expect(JSON.stringify(gateway.log)).not.toContain("秘密");
    expect(gateway.log.at(-1)).toMatchObject({
      route: "/v1/embeddings",
      model: "spark-embedding",
      app: "APP_ID",
      sid: expect.stringMatching(/^ase/),
      prompt_tokens: 4,
      tokens_estimated: true,
      ended: "complete",
    });
  });
});
