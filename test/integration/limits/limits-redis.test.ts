import { randomUUID } from "node:crypto";

import { describe, expect, it, vi } from "vitest";

import { answer, stallAfter } from "../../simulator/scripts";
import { ASK, type Gateway, startGateway } from "../setup/gateway";
import {
  findFreePort,
  hasRedis,
  hasRedisServer,
  type Redis,
  REDIS_PASSWORD,
  startRedis,
} from "../setup/redis";

const RECOVERY = { timeout: 15_000, interval: 50 };

/** Starts gateways on one Redis that share a key of their own. */
async function startShared(
  redis: Pick<Redis, "url">,
  settings: Record<string, string>,
): Promise<{
  ask: (gateway: Gateway, body?: unknown) => Promise<Response>;
  start: () => Promise<Gateway>;
}> {
  const key = randomUUID();
  return {
    start: () =>
      startGateway({ settings: { REDIS_URL: redis.url, GATEWAY_API_KEYS: key, ...settings } }),
    ask: (gateway, body = ASK) =>
      gateway.post(body, { headers: { authorization: `Bearer ${key}` } }),
  };
}

const linesOf = (gateway: Gateway): unknown[] =>
  gateway.log.flatMap(({ event, level, reason }) =>
    String(event).startsWith("redis_") ? [{ event, level, reason }] : [],
  );
const down = (reason: unknown = expect.any(String)) => ({
  event: "redis_unavailable",
  level: "warn",
  reason,
});
const UP = { event: "redis_available", level: "info", reason: undefined };

describe.skipIf(!hasRedis)("limits in Redis (needs redis-server or REDIS_URL)", () => {
  it("shares one rate limit between gateways, even for concurrent requests", async () => {
    await using redis = await startRedis();
    const { ask, start } = await startShared(redis, { RATE_LIMIT: "9/min,100/day" });
    await using one = await start();
    await using two = await start();
    const asking = Array.from({ length: 30 }, (_, index) => ask(index % 2 === 0 ? one : two));
    const statuses = (await Promise.all(asking)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(9);
    expect(statuses.filter((status) => status === 429)).toHaveLength(21);
    const refused = await ask(two);
    expect(refused.headers.get("x-ratelimit-remaining-requests")).toBe("0");
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(30);
    expect([...linesOf(one), ...linesOf(two)]).toEqual([]);
  });

  it("shares one token budget between gateways", async () => {
    await using redis = await startRedis();
    const { ask, start } = await startShared(redis, { TOKEN_BUDGET: "1000/day" });
    await using one = await start();
    await using two = await start();
    const usage = { question_tokens: 1, prompt_tokens: 1, completion_tokens: 1, total_tokens: 999 };
    one.simulator.play(answer(["好"], { usage }));
    expect((await ask(one)).status).toBe(200);
    two.simulator.play(answer(["好"], { usage: { ...usage, total_tokens: 1 } }));
    expect((await ask(two)).status).toBe(200);
    for (const gateway of [one, two]) expect((await ask(gateway)).status).toBe(429);
  });
});

describe.skipIf(!hasRedis)("token budget in Redis under a burst", () => {
  it("asks every rejected caller to retry in a second, not the next day", async () => {
    await using redis = await startRedis();
    const { ask, start } = await startShared(redis, { TOKEN_BUDGET: "1000/day,5000/2day" });
    await using gateway = await start();
    for (let time = 0; time < 40; time += 1) gateway.simulator.play(stallAfter(["一"]));
    const body = { ...ASK, stream: true, max_tokens: 299 };
    const responses = await Promise.all(Array.from({ length: 40 }, () => ask(gateway, body)));
    const refused = responses.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(36);
    expect(new Set(refused.map(({ headers }) => headers.get("retry-after")))).toEqual(
      new Set(["1"]),
    );
    await Promise.all(responses.map(async ({ body: reading }) => reading?.cancel()));
  });
});

describe.skipIf(!hasRedisServer)("Redis outages (needs redis-server)", () => {
  it("counts in memory while Redis is down, with one log line per change", async () => {
    await using redis = await startRedis();
    const { ask, start } = await startShared(redis, { RATE_LIMIT: "5/day" });
    await using gateway = await start();
    for (let time = 0; time < 2; time += 1) expect((await ask(gateway)).status).toBe(200);

    await redis.stop();
    const statuses: number[] = [];
    for (let time = 0; time < 7; time += 1) statuses.push((await ask(gateway)).status);
    // What Redis reported last is still spent.
    expect(statuses).toEqual([200, 200, 200, 429, 429, 429, 429]);
    expect(linesOf(gateway)).toEqual([down()]);

    await redis.start();
    await vi.waitFor(() => expect(linesOf(gateway)).toEqual([down(), UP]), RECOVERY);
    // The counters were lost, so it counts from the beginning again.
    const response = await ask(gateway);
    expect(response.headers.get("x-ratelimit-remaining-requests")).toBe("4");
    await using other = await start();
    expect((await ask(other)).headers.get("x-ratelimit-remaining-requests")).toBe("3");
    expect(JSON.stringify(gateway.log)).not.toContain(REDIS_PASSWORD);
  });

  it("waits once for a hanging Redis and takes its late counts back", async () => {
    await using redis = await startRedis();
    const { ask, start } = await startShared(redis, { RATE_LIMIT: "5/day" });
    await using gateway = await start();
    await ask(gateway);

    redis.signal("SIGSTOP");
    const begun = performance.now();
    for (let time = 0; time < 4; time += 1) expect((await ask(gateway)).status).toBe(200);
    expect(performance.now() - begun).toBeLessThan(1500);
    expect(linesOf(gateway)).toEqual([down("TIMEOUT")]);

    redis.signal("SIGCONT");
    await vi.waitFor(() => expect(linesOf(gateway)).toEqual([down("TIMEOUT"), UP]), RECOVERY);
    const response = await ask(gateway);
    expect(response.headers.get("x-ratelimit-remaining-requests")).toBe("3");
  });

  it("starts without Redis and connects when it becomes available", async () => {
    await using redis = await startRedis();
    await redis.stop();
    const { ask, start } = await startShared(redis, { RATE_LIMIT: "5/day" });
    await using gateway = await start();
    expect((await ask(gateway)).status).toBe(200);
    expect(linesOf(gateway)).toEqual([down("ECONNREFUSED")]);
    await redis.start();
    await vi.waitFor(() => expect(linesOf(gateway)).toEqual([down("ECONNREFUSED"), UP]), RECOVERY);
  });

  it("logs a wrong Redis password as WRONGPASS without revealing it", async () => {
    await using redis = await startRedis();
    const url = redis.url.replace(REDIS_PASSWORD, "wrong-password-3c9e");
    const { ask, start } = await startShared({ url }, { RATE_LIMIT: "5/day" });
    await using gateway = await start();
    expect((await ask(gateway)).status).toBe(200);
    expect(linesOf(gateway)).toEqual([down("WRONGPASS")]);
    expect(JSON.stringify(gateway.log)).not.toContain("wrong-password");
  });

  it("does not connect to Redis when no limit is set", async () => {
    const url = `redis://127.0.0.1:${await findFreePort()}`;
    await using gateway = await startGateway({ settings: { REDIS_URL: url } });
    expect((await gateway.post(ASK)).status).toBe(200);
    expect(linesOf(gateway)).toEqual([]);
  });
});
