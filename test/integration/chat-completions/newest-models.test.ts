import { describe, expect, it } from "vitest";

import { DEMO_APP } from "../../simulator/apps";
import { ASK, type Gateway, startGateway } from "../setup/gateway";
import { postWith, readSent } from "../setup/services";
import { NO_OWN_APP, startWithApps, toListed, toSimulated } from "../setup/several-apps";
import { readStream } from "../setup/sse";

const { appId, apiSecret, apiKey, apiPassword } = DEMO_APP;
const TRIPLE = `${appId}:${apiSecret}:${apiKey}`;

const lastPath = ({ simulator }: Gateway) => simulator.connections.at(-1)?.path;
const lastBearer = ({ simulator }: Gateway) => simulator.connections.at(-1)?.headers.authorization;

describe("spark-x2", () => {
  it.each([
    ["spark-x2", TRIPLE, "/x2"],
    ["X2", TRIPLE, "/x2"],
    ["spark-x2", apiPassword, "/x2/chat/completions"],
    ["spark-x1.5", TRIPLE, "/v1/x1"],
    ["spark-x1.5", apiPassword, "/v2/chat/completions"],
  ])("sends %s with the key %s to %s as spark-x", async (model, key, path) => {
    await using gateway = await startGateway();
    const response = await postWith(gateway, key)({ ...ASK, model, max_tokens: 131_072 });
    expect(response.status).toBe(200);
    const { choices, domain } = await response.json();
    expect(choices[0].message.reasoning_content).toContain("模拟思考");
    expect(domain).toBe("spark-x");
    expect(lastPath(gateway)).toBe(path);
    expect(JSON.stringify(await readSent(gateway))).toContain('"spark-x"');
    const isX2 = path.startsWith("/x2");
    expect(response.headers.get("x-spark-adjusted")).toBe(isX2 ? null : "max_tokens=65535");
  });

  it("names the missing authorisation of an app with other products only", async () => {
    const app = toSimulated("one", { grants: ["4.0Ultra"] });
    await using gateway = await startWithApps([app]);
    const response = await gateway.post({ ...ASK, model: "spark-x2" });
    expect(response.status).toBe(403);
    expect((await response.json()).error.message).toContain("domain.spark-x2");
  });
});

describe("spark-x2-flash", () => {
  it.each([
    ["three values", TRIPLE, `Bearer ${apiKey}:${apiSecret}`],
    ["an APIPassword", apiPassword, `Bearer ${apiPassword}`],
    ["the server's app", "any", `Bearer ${apiKey}:${apiSecret}`],
  ])("spark-x2-flash uses HTTP only, with %s", async (_, key, bearer) => {
    await using gateway = await startGateway();
    for (const stream of [false, true]) {
      const body = { ...ASK, model: "spark-x2-flash", stream };
      const response = await postWith(gateway, key)(body);
      expect(response.status).toBe(200);
      const text = stream
        ? (await readStream(response)).text
        : (await response.json()).choices[0].message.content;
      expect(text).toContain("/agent/v1/chat/completions");
      expect(lastBearer(gateway)).toBe(bearer);
    }
    expect(gateway.simulator.connections.map(({ path }) => path)).toEqual([
      "/agent/v1/chat/completions",
      "/agent/v1/chat/completions",
    ]);
  });

  it("fails over between the bearer tokens of several apps for spark-x2-flash", async () => {
    const apps = [toSimulated("one", { exhausted: true }), toSimulated("two")];
    await using gateway = await startWithApps(apps);
    expect((await gateway.post({ ...ASK, model: "spark-x2-flash" })).status).toBe(200);
    expect(gateway.simulator.connections.map(({ headers }) => headers.authorization)).toEqual([
      "Bearer one-key:one-secret",
      "Bearer two-key:two-secret",
    ]);
  });

  it("rejects spark-x2-flash for an app whose services do not include chat", async () => {
    const app = toSimulated("one");
    const listed = [toListed(app, { services: ["image"] })];
    await using gateway = await startWithApps([app], { listed });
    const response = await gateway.post({ ...ASK, model: "spark-x2-flash" });
    expect(response.status).toBe(403);
    expect((await response.json()).error.code).toBe("model_not_authorized");
  });

  it("returns 503 when Spark has not enabled the path for the app", async () => {
    const closed = ["/agent/v1/chat/completions"];
    await using gateway = await startWithApps([toSimulated("one", { closed })]);
    const response = await gateway.post({ ...ASK, model: "spark-x2-flash" });
    expect(response.status).toBe(503);
    expect((await response.json()).error.message).toContain("no category route found");
  });
});

describe("4.0Ultra", () => {
  it.each([
    [TRIPLE, 8192],
    [apiPassword, 32_768],
  ])("limits 4.0Ultra with the key %s to %d tokens", async (key, limit) => {
    await using gateway = await startGateway();
    const ask = (tokens: number) =>
      postWith(gateway, key)({ ...ASK, model: "4.0Ultra", max_tokens: tokens });
    expect((await ask(limit)).headers.get("x-spark-adjusted")).toBeNull();
    const adjusted = (await ask(limit + 1)).headers.get("x-spark-adjusted");
    expect(adjusted).toBe(`max_tokens=${limit}`);
  });

  it("applies SERVER_MAX_TOKENS over HTTP too", async () => {
    await using gateway = await startGateway({
      settings: { ...NO_OWN_APP, API_PASSWORD: apiPassword, SERVER_MAX_TOKENS: "20000" },
    });
    const response = await gateway.post({ ...ASK, model: "SparkDesk", max_tokens: 30_000 });
    expect(response.status).toBe(200);
    expect(response.headers.get("x-spark-adjusted")).toBe("max_tokens=20000");
  });
});
