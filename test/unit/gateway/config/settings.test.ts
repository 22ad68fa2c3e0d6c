import { describe, expect, it } from "vitest";

import { readSettings } from "@/lib/gateway/config/settings";

describe("readSettings", () => {
  it("has a default for every setting and treats an empty value as unset", () => {
    const settings = readSettings({ APP_ID: "", API_KEY: " ", HEARTBEAT_MS: "" });
    expect(settings).toMatchObject({
      apps: [],
      queueTimeoutMs: 10_000,
      gatewayKeys: { isRequired: false, mayHaveLimits: false },
      chatOrigin: null,
      timeouts: { connectTimeoutMs: 10_000, firstFrameTimeoutMs: 60_000, idleTimeoutMs: 60_000 },
      streamCommitMs: 10_000,
      heartbeatMs: 15_000,
      maxN: 4,
      maxBodyBytes: 32 * 1024 * 1024,
      corsOrigins: ["*"],
      shutdownGraceMs: 30_000,
      logLevel: "info",
      rateLimit: [],
      tokenBudget: [],
      serverModels: null,
      serverMaxTokens: null,
      trustedProxies: 0,
      redisUrl: null,
    });
  });

  it("reads each variable", () => {
    const settings = readSettings({
      APP_ID: "a",
      API_SECRET: "b",
      API_KEY: "c",
      GATEWAY_API_KEYS: "one, two,",
      SPARK_CHAT_URL: "ws://127.0.0.1:8787",
      SPARK_IMAGE_URL: "https://images.example/",
      MODEL_ALIASES: '{"gpt-4o":"4.0Ultra"}',
      SPARK_MODELS: '[{"id":"lite","maxTokens":100}]',
      MAX_BODY_BYTES: "64KB",
      MAX_N: "2",
      CORS_ORIGINS: "https://a.example, http://localhost:8080",
      LOG_LEVEL: "debug",
      RATE_LIMIT: "500/day, 20/min",
      TOKEN_BUDGET: "50000/day",
      SERVER_MODELS: "Spark-Lite, general, generalv3.5",
      SERVER_MAX_TOKENS: "512",
      TRUSTED_PROXIES: "2",
      REDIS_URL: "redis://:secret@127.0.0.1:6379",
    });
    expect(settings).toMatchObject({
      apps: [{ label: "APP_ID", credentials: { appId: "a", apiSecret: "b", apiKey: "c" } }],
      maxBodyBytes: 65_536,
      maxN: 2,
      corsOrigins: ["https://a.example", "http://localhost:8080"],
      logLevel: "debug",
      rateLimit: [
        { limit: 20, seconds: 60 },
        { limit: 500, seconds: 86_400 },
      ],
      tokenBudget: [{ limit: 50_000, seconds: 86_400 }],
      serverModels: ["lite", "generalv3.5"],
      serverMaxTokens: 512,
      trustedProxies: 2,
      redisUrl: "redis://:secret@127.0.0.1:6379",
    });
    expect(settings.chatOrigin?.href).toBe("ws://127.0.0.1:8787/");
    expect(settings.imageOrigin?.href).toBe("wss://images.example/");
    expect(settings.catalogue.findId("GPT-4o")).toBe("4.0Ultra");
    expect(settings.catalogue.findRow("lite")).toMatchObject({ maxTokens: 100, domain: "lite" });
  });

  it.each([
    ["CONNECT_TIMEOUT_MS", "10s", /whole milliseconds/],
    ["IDLE_TIMEOUT_MS", "0", /whole milliseconds/],
    ["HEARTBEAT_MS", "99999999999", /whole milliseconds/],
    ["MAX_N", "many", /whole number/],
    ["MAX_BODY_BYTES", "32 apples", /size/],
    ["SPARK_CHAT_URL", "not a url", /origin/],
    ["SPARK_CHAT_URL", "wss://host/path", /origin/],
    ["SPARK_IMAGE_URL", "ftp://host", /origin/],
    ["MODEL_ALIASES", "{", /JSON object/],
    ["MODEL_ALIASES", '{"a":1}', /JSON object/],
    ["MODEL_ALIASES", '{"a":"gpt-9"}', /none of/],
    ["SPARK_MODELS", '[{"domain":"x"}]', /JSON array/],
    ["SPARK_MODELS", '[{"id":"lite","maxToken":1}]', /JSON array/],
    ["SPARK_MODELS", '[{"id":"new"}]', /path and a domain/],
    ["CORS_ORIGINS", "example.com", /origins/],
    ["GATEWAY_API_KEYS", ",,", /separated by commas/],
    ["IMAGE_ALLOWED_HOSTS", "http://host/", /hosts such as/],
    ["SPARK_HTTP_URL", "ws://host", /origin/],
    ["API_PASSWORD", "密码", /printable ASCII/],
    ["SPARK_MODELS", '[{"id":"lite","host":"bad host"}]', /JSON array/],
    ["SPARK_MODELS", '[{"id":"lite","path":"//evil.example/x"}]', /JSON array/],
    ["SPARK_MODELS", '[{"id":"spark-api","domain":"x"}]', /JSON array/],
    ["LOG_LEVEL", "loud", /one of error/],
    ["RATE_LIMIT", "20 per minute", /20\/min/],
    ["RATE_LIMIT", "20/min,30/60s", /each length once/],
    ["TOKEN_BUDGET", "50000", /20\/min/],
    ["SERVER_MODELS", "lite,gpt-9", /gpt-9 is none of/],
    ["SERVER_MODELS", "spark-api", /none of/],
    ["SERVER_MAX_TOKENS", "0", /whole number of tokens/],
    ["TRUSTED_PROXIES", "all", /whole number from 0/],
    ["TRUSTED_PROXIES", "-1", /whole number from 0/],
    ["REDIS_URL", "localhost:6379", /redis:\/\//],
    ["REDIS_URL", "http://localhost:6379", /redis:\/\//],
    ["APP_CONCURRENCY", "0", /whole number/],
    ["QUEUE_TIMEOUT_MS", "soon", /whole milliseconds/],
  ])("rejects %s=%s with an error that names the setting", (name, value, takes) => {
    const read = (): unknown => readSettings({ [name]: value });
    expect(read).toThrow(takes);
    expect(read).toThrow(name);
    expect(read).not.toThrow(/\n/);
  });

  it("hides the password of an invalid REDIS_URL", () => {
    expect(() => readSettings({ REDIS_URL: "reddis://:hunter2@host" })).not.toThrow(/hunter2/);
  });

  it("requires all three values of an app and shows none of them", () => {
    const read = (): unknown => readSettings({ APP_ID: "secret-id", API_KEY: "secret-key" });
    expect(read).toThrow(/API_SECRET/);
    expect(read).not.toThrow(/secret-/);
  });
});
