import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { readSettings } from "@/lib/gateway/config/settings";

import { ASK, startGateway } from "../setup/gateway";

const KEY = "sk-0123456789abcdef";
const OTHER = "sk-fedcba9876543210";

function fileOf(keys: unknown): string {
  const path = join(mkdtempSync(join(tmpdir(), "keys-")), "keys.json");
  writeFileSync(path, JSON.stringify(keys));
  return path;
}

/** Starts a gateway with this file of keys, and a clock that only the test advances. */
function startWithFile(path: string) {
  let time = Date.now();
  const clock = { now: () => time, after: () => () => {} };
  const gateway = startGateway({ settings: { GATEWAY_API_KEYS_FILE: path }, clock });
  return { gateway, pass: (ms: number) => void (time += ms) };
}

type Gateway = Awaited<ReturnType<typeof startGateway>>;

const bearer = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });
const ask = async (gateway: Gateway, key: string, body: object = ASK) => {
  const response = await gateway.post(body, bearer(key));
  await response.clone().text();
  return response;
};
const askEach = async (gateway: Gateway, key: string, times: number): Promise<number[]> => {
  const statuses: number[] = [];
  for (let at = 0; at < times; at += 1) statuses.push((await ask(gateway, key)).status);
  return statuses;
};
const usageOf = async (gateway: Gateway, key: string) => {
  const response = await gateway.fetch("/v1/usage", bearer(key));
  return { status: response.status, ...(await response.json()) };
};

describe("GATEWAY_API_KEYS with names", () => {
  const entries = `team:${KEY},plain-key,ab:cd,x:y:z`;

  it("accept the key alone or the whole entry, and treat an invalid name as part of the key", async () => {
    await using gateway = await startGateway({ settings: { GATEWAY_API_KEYS: entries } });
    for (const key of [KEY, `team:${KEY}`, "plain-key", "ab:cd", "x:y:z"]) {
      expect([key, (await ask(gateway, key)).status]).toEqual([key, 200]);
    }
    for (const key of ["team", "cd", "z"]) expect((await ask(gateway, key)).status).toBe(401);
    const names = gateway.log.filter(({ event }) => event === "request").map(({ key }) => key);
    expect(names.slice(0, 3)).toEqual(["team", "team", undefined]);
    expect(JSON.stringify(gateway.log)).not.toContain(KEY);
  });

  it("count by name, so that another key of the same name does not avoid a limit", async () => {
    await using gateway = await startGateway({
      settings: { GATEWAY_API_KEYS: `team:${KEY},team:${OTHER}`, RATE_LIMIT: "3/min" },
    });
    expect(await askEach(gateway, KEY, 2)).toEqual([200, 200]);
    expect(await askEach(gateway, OTHER, 2)).toEqual([200, 429]);
  });
});

describe("GATEWAY_API_KEYS_FILE", () => {
  it("gives each key its own limits, models and expiry", async () => {
    const path = fileOf([
      { name: "small", key: KEY, rateLimit: "1/min", models: ["lite"], tokenBudget: "100000/day" },
      { name: "old", key: OTHER, expires: "2020-01-31" },
    ]);
    await using gateway = await startGateway({
      settings: { GATEWAY_API_KEYS_FILE: path, RATE_LIMIT: "50/min", GATEWAY_API_KEYS: "plain" },
    });
    const other = await ask(gateway, KEY, { ...ASK, model: "4.0Ultra" });
    expect((await other.json()).error).toMatchObject({ code: "model_not_authorized" });
    expect(await askEach(gateway, KEY, 1)).toEqual([429]);
    expect(await askEach(gateway, "plain", 3)).toEqual([200, 200, 200]);
    const expired = await ask(gateway, OTHER);
    expect([expired.status, (await expired.json()).error.message]).toEqual([
      401,
      expect.stringContaining("expired on 2020-01-31"),
    ]);
  });

  it("is read again when it changes: revokes a key and adds another without a restart", async () => {
    const path = fileOf([{ name: "one", key: KEY }]);
    const { gateway: starting, pass } = startWithFile(path);
    await using gateway = await starting;
    expect((await ask(gateway, KEY)).status).toBe(200);
    writeFileSync(path, JSON.stringify([{ name: "two", key: OTHER, concurrency: 3 }]));
    pass(1000);
    expect((await ask(gateway, KEY)).status).toBe(401);
    expect((await ask(gateway, OTHER)).status).toBe(200);
    expect((await usageOf(gateway, OTHER)).concurrency).toEqual({ limit: 3, used: 0 });
  });

  it("stays in effect when it cannot be read, which is logged without a key", async () => {
    const path = fileOf([{ name: "one", key: KEY }]);
    const { gateway: starting, pass } = startWithFile(path);
    await using gateway = await starting;
    writeFileSync(path, `[{"name":"one","key":"${OTHER}"`);
    pass(1000);
    expect((await ask(gateway, KEY)).status).toBe(200);
    expect(gateway.log.some(({ event }) => event === "gateway_keys_kept")).toBe(true);
    expect((await ask(gateway, OTHER)).status).toBe(401);
    expect(JSON.stringify(gateway.log)).not.toMatch(/sk-/);
  });

  it.each([
    ["a key that is too short", [{ name: "a", key: "short" }]],
    [
      "a name twice",
      [
        { name: "a", key: KEY },
        { name: "a", key: OTHER },
      ],
    ],
    ["an unknown field", [{ name: "a", key: KEY, rate: "1/min" }]],
    ["no list", {}],
  ])("stops at startup for %s, and shows no key", (_, keys) => {
    const read = (): unknown => readSettings({ GATEWAY_API_KEYS_FILE: fileOf(keys) });
    expect(read).toThrow(/^GATEWAY_API_KEYS_FILE must be the path of a JSON file such as /);
    expect(read).not.toThrow(KEY);
  });
});

describe("GET /v1/usage", () => {
  it("reports what is left of every window of the caller, and counts nothing", async () => {
    await using gateway = await startGateway({
      settings: {
        GATEWAY_API_KEYS: `team:${KEY}`,
        RATE_LIMIT: "5/min,9/day",
        TOKEN_BUDGET: "50000/day",
        IMAGE_BUDGET: "2/day",
        SERVER_MODELS: "lite",
        CALLER_CONCURRENCY: "4",
      },
    });
    await ask(gateway, KEY);
    await usageOf(gateway, KEY);
    const report = await usageOf(gateway, KEY);
    expect(report).toMatchObject({
      status: 200,
      object: "usage",
      key: { name: "team", expires_at: null, models: ["lite"] },
      concurrency: { limit: 4, used: 0 },
      limits: [
        { unit: "requests", limit: 5, used: 1, remaining: 4, window_seconds: 60 },
        { unit: "requests", limit: 9, used: 1, remaining: 8, window_seconds: 86_400 },
        { unit: "tokens", limit: 50_000, window_seconds: 86_400 },
        { unit: "images", limit: 2, used: 0, remaining: 2 },
      ],
    });
    expect(report.limits[2].used).toBeGreaterThan(0);
    expect((await usageOf(gateway, "no-such-key")).status).toBe(401);
  });

  it("reports limits by address at an open endpoint, and request limits to an app's owner", async () => {
    await using gateway = await startGateway({ settings: { RATE_LIMIT: "5/min" } });
    expect(await usageOf(gateway, "any")).toMatchObject({ key: null, limits: [{ remaining: 5 }] });
    await ask(gateway, "any");
    expect(await usageOf(gateway, "other")).toMatchObject({ limits: [{ remaining: 4 }] });
  });
});
