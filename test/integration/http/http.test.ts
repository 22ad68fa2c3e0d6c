import { describe, expect, it } from "vitest";

import { ASK, startGateway } from "../setup/gateway";

const chat = "/v1/chat/completions";

describe("every response under /v1", () => {
  it("keeps a valid x-request-id of the caller and replaces an invalid one", async () => {
    await using gateway = await startGateway();
    const idOf = async (id: string): Promise<string | null> =>
      (await gateway.fetch("/v1/models", { headers: { "x-request-id": id } })).headers.get(
        "x-request-id",
      );
    expect(await idOf("my.id_1-2")).toBe("my.id_1-2");
    for (const bad of ["", "a b", "x".repeat(129), "ä"]) expect(await idOf(bad)).toMatch(/^req_/);
  });

  it.each([
    ["an answer", "/v1/models", {}, 200],
    ["a missing path", "/v1/nothing", {}, 404],
    ["a wrong method", chat, { method: "GET" }, 405],
    ["a bad body", chat, { method: "POST", body: "{" }, 400],
  ])("carries CORS headers and a request id on %s", async (_, path, init, status) => {
    await using gateway = await startGateway();
    const response = await gateway.fetch(path, init);
    expect(response.status).toBe(status);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("access-control-expose-headers")).toContain("x-spark-sid");
    expect(response.headers.get("x-request-id")).not.toBeNull();
  });

  it("answers a preflight without authentication and echoes the requested headers", async () => {
    await using gateway = await startGateway({ settings: { GATEWAY_API_KEYS: "secret" } });
    const response = await gateway.fetch(chat, {
      method: "OPTIONS",
      headers: {
        origin: "https://app.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,x-stainless-os",
      },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get("access-control-allow-headers")).toBe(
      "authorization,x-stainless-os",
    );
    expect(response.headers.get("access-control-allow-methods")).toContain("POST");
    expect(response.headers.get("x-request-id")).toMatch(/^req_/);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
  });

  it("allows only the origins in CORS_ORIGINS", async () => {
    await using gateway = await startGateway({ settings: { CORS_ORIGINS: "https://a.example" } });
    const allowed = async (origin: string) =>
      (await gateway.fetch("/v1/models", { headers: { origin } })).headers;
    expect((await allowed("https://a.example")).get("access-control-allow-origin")).toBe(
      "https://a.example",
    );
    expect((await allowed("https://b.example")).get("access-control-allow-origin")).toBeNull();
    expect((await allowed("https://b.example")).get("vary")).toBe("origin");
  });

  it.each(["GET", "PUT", "PATCH", "DELETE"])(
    "rejects %s /v1/chat/completions with 405",
    async (method) => {
      await using gateway = await startGateway();
      const response = await gateway.fetch(chat, { method });
      expect(response.status).toBe(405);
      expect(response.headers.get("allow")).toBe("POST");
      expect(await response.json()).toMatchObject({
        error: { type: "invalid_request_error", code: "method_not_allowed", param: null },
      });
    },
  );

  it("returns 404 not_found for an unknown path", async () => {
    await using gateway = await startGateway();
    const response = await gateway.fetch("/v1/v1/chat/completions", { method: "POST", body: "{}" });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: "not_found" } });
  });

  it("rejects new requests with 503 during shutdown", async () => {
    await using gateway = await startGateway({ deps: { isShuttingDown: () => true } });
    const response = await gateway.post(ASK);
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("1");
  });
});

describe("request bodies", () => {
  it.each([
    ["", /empty/],
    ["{", /not valid JSON/],
    ['{\n  {"model": "vision"}\n}', /line 2, column 3/],
    ["[1]", /JSON object/],
    ["null", /JSON object/],
  ])("explains what is wrong with the body %j", async (body, message) => {
    await using gateway = await startGateway();
    const response = await gateway.post(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { code: "invalid_value", param: null, message: expect.stringMatching(message) },
    });
  });

  it("reports a body that is not UTF-8", async () => {
    await using gateway = await startGateway();
    const gbk = Buffer.from([0x7b, 0x22, 0xc4, 0xe3, 0xba, 0xc3, 0x22, 0x7d]);
    const response = await gateway.post("", { body: gbk });
    expect(await response.json()).toMatchObject({
      error: { message: expect.stringContaining("UTF-8") },
    });
  });

  it("rejects a body over MAX_BODY_BYTES with 413, declared or not", async () => {
    await using gateway = await startGateway({ settings: { MAX_BODY_BYTES: "1KB" } });
    const long = JSON.stringify({ ...ASK, user: "x".repeat(2000) });
    const declared = await gateway.post(long, {
      headers: { "content-length": String(long.length) },
    });
    expect(declared.status).toBe(413);
    expect(await declared.json()).toMatchObject({ error: { code: "request_too_large" } });
    const stream = new Blob([long]).stream();
    const chunked = await gateway.post("", { body: stream, duplex: "half" } as RequestInit);
    expect(chunked.status).toBe(413);
  });

  it("rejects a missing credential with 401 before it reads the body", async () => {
    await using gateway = await startGateway({ settings: { GATEWAY_API_KEYS: "secret" } });
    const response = await gateway.post("{");
    expect(response.status).toBe(401);
    expect(response.headers.get("x-should-retry")).toBe("false");
  });

  it("lists the known models when the requested one is unknown", async () => {
    await using gateway = await startGateway();
    const response = await gateway.post({ ...ASK, model: "gpt-4o" });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      error: { code: "model_not_found", message: expect.stringMatching(/4\.0Ultra.*lite/) },
    });
  });
});

describe("GET /v1/models/{model}", () => {
  it("finds ids and aliases, URL-encoded or not, and returns 404 for others", async () => {
    await using gateway = await startGateway();
    for (const name of ["lite", "4.0Ultra", "spark-api", "vision", "SparkDesk-v3.1-128K", "LITE"]) {
      const response = await gateway.fetch(`/v1/models/${encodeURIComponent(name)}`);
      expect(await response.json()).toMatchObject({ id: name, object: "model" });
    }
    for (const name of ["gpt-4", "%zz", "a/b", "constructor"]) {
      const response = await gateway.fetch(`/v1/models/${name}`);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ error: { code: "model_not_found" } });
    }
  });
});

describe("request log", () => {
  it("writes one line per request, with metadata and without content", async () => {
    await using gateway = await startGateway();
    const secret = "Bearer 123456:123456:123456";
    await gateway.post(
      { ...ASK, messages: [{ role: "user", content: "ein Geheimnis" }], user: "someone" },
      { headers: { authorization: secret } },
    );
    expect(gateway.log).toEqual([
      expect.objectContaining({
        event: "request",
        model: "lite",
        status: 200,
        ended: "complete",
        sid: expect.stringMatching(/^cht/),
        completion_tokens: expect.any(Number),
      }),
    ]);
    const text = JSON.stringify(gateway.log);
    for (const word of ["Geheimnis", "123456:", "someone"]) expect(text).not.toContain(word);
  });
});
