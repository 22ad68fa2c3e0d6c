import { randomUUID } from "node:crypto";

import { describe, expect, it } from "vitest";

import { createLimits, type Limits } from "@/lib/gateway/limits/limits";
import { reserve } from "@/lib/gateway/limits/token-budget";
import { readSettings } from "@/lib/gateway/config/settings";

import { hasRedisServer, startRedis } from "../setup/redis";

/** Creates limits as the gateway does, and reads the tokens of one caller. */
function open(url: string, tokenBudget = "20000/day") {
  const settings = readSettings({ REDIS_URL: url, TOKEN_BUDGET: tokenBudget });
  const limits: Limits = createLimits(settings, { now: () => new Date(), log: () => {} });
  const { tokens } = limits;
  if (!tokens) throw new Error("no budget");
  const payer = { key: randomUUID(), networks: [], isServers: true };
  const spent = async (): Promise<number> => {
    const [reading] = await tokens.limiter.read(payer);
    return reading ? reading.limit - reading.remaining : 0;
  };
  return { tokens, payer, spent, [Symbol.asyncDispose]: () => limits.close() };
}

async function forget(url: string): Promise<void> {
  const { createClient } = await import("@redis/client");
  const client = createClient({ url });
  await client.connect();
  await client.flushAll();
  client.destroy();
}

describe.skipIf(!hasRedisServer)("a Redis that loses its counters while answers run", () => {
  it("does not turn returned tokens into credit, in an empty counter or a new one", async () => {
    await using redis = await startRedis();
    await using open1 = open(redis.url);
    const { tokens, payer, spent } = open1;
    const running = await Promise.all([1, 2, 3].map(() => reserve(payer, 4000, tokens)));
    await forget(redis.url);
    await running[0]?.settle(1000);
    expect(await spent()).toBe(0);
    await tokens.limiter.charge(payer, 500);
    await running[1]?.settle(1000);
    // It ends at the same second as the old one did, and no more than it holds is given back.
    expect(await spent()).toBeLessThanOrEqual(500);
    await tokens.limiter.charge(payer, 20_000);
    await running[2]?.settle(1000);
    expect(await spent()).toBeGreaterThanOrEqual(17_000);
  });

  it("gives back what a counter still holds", async () => {
    await using redis = await startRedis();
    await using open1 = open(redis.url);
    const { tokens, payer, spent } = open1;
    const running = await reserve(payer, 4000, tokens);
    expect(await spent()).toBe(4000);
    await running.settle(1000);
    expect(await spent()).toBe(1000);
  });
});
