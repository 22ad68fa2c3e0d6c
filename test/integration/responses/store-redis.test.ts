import { randomUUID } from "node:crypto";

import { createClient } from "@redis/client";
import { describe, expect, it, vi } from "vitest";

import { type Gateway, startGateway } from "../setup/gateway";
import {
  findFreePort,
  hasRedis,
  hasRedisServer,
  type Redis,
  REDIS_PASSWORD,
  startRedis,
} from "../setup/redis";
import { ASK, askStream, readTurns, respond, say } from "./ask";
import { ask, fetchKept, refusalOf } from "./keeping";

const TTL = 600_000;
const RECOVERY = { timeout: 15_000, interval: 50 };

/** Starts gateways on one Redis, with their own keys. */
function startShared({ url }: Pick<Redis, "url">) {
  const [key, other] = [randomUUID(), randomUUID()];
  const settings = {
    REDIS_URL: url,
    RESPONSES_STORE: "redis",
    RESPONSES_STORE_TTL_MS: String(TTL),
    GATEWAY_API_KEYS: `${key},${other}`,
  };
  // Test gateways generate the same ids by default.
  const randomId = (): string => randomUUID().replaceAll("-", "");
  const start = (): Promise<Gateway> => startGateway({ settings, deps: { randomId } });
  return { key, other, start };
}

/** Returns the log lines about Redis. */
const linesOf = ({ log }: Gateway): object[] =>
  log.flatMap(({ event, level, responses }) =>
    String(event).startsWith("redis_") ? [{ event, level, responses }] : [],
  );
const DOWN = { event: "redis_unavailable", level: "warn", responses: "not_kept" };
const UP = { event: "redis_available", level: "info", responses: "kept" };

describe.skipIf(!hasRedis)("with RESPONSES_STORE redis (needs redis-server or REDIS_URL)", () => {
  it("keeps a response's items as long as the response is read", async () => {
    await using redis = await startRedis();
    const { key, start } = startShared(redis);
    await using gateway = await start();
    const first = await ask(gateway, "一", undefined, { key });
    const client = await createClient({ url: redis.url }).connect();
    try {
      const [item] = await client.keys(`spark-gateway:item:*:${first.output[0].id}`);
      await client.pExpire(item ?? "", 1000);
      await fetchKept(gateway, first.id, { key });
      expect(await client.pTTL(item ?? "")).toBeGreaterThan(TTL / 2);
    } finally {
      client.destroy();
    }
  });

  it("finds an item through any response that still holds it", async () => {
    await using redis = await startRedis();
    const { key, start } = startShared(redis);
    await using gateway = await start();
    const first = await ask(gateway, "一", undefined, { key });
    const input = [{ id: first.output[0].id }, { role: "user", content: "二" }];
    const second = await ask(gateway, input, undefined, { key });
    await fetchKept(gateway, second.id, { method: "DELETE", key });
    const third = await ask(gateway, input, undefined, { key });
    await fetchKept(gateway, first.id, { method: "DELETE", key });
    await ask(gateway, input, undefined, { key });
    await fetchKept(gateway, third.id, { method: "DELETE", key });
    const left = await ask(gateway, input, undefined, { key });
    expect(left.status).toBe("completed");
  });

  it("continues in one gateway from a response of another", async () => {
    await using redis = await startRedis();
    const { key, start } = startShared(redis);
    await using one = await start();
    await using two = await start();
    say(one, { texts: ["甲"] });
    const first = await ask(one, "一", undefined, { key });
    say(two, { texts: ["乙"] });
    const body = { ...ASK, input: "二", previous_response_id: first.id };
    const { response: second } = await askStream(two, body, { key });
    const input = [{ id: first.output[0].id }, { role: "user", content: "三" }];
    await ask(one, input, second, { key });
    expect((await readTurns(one)).map(({ content }) => content)).toEqual([
      "一",
      "甲",
      "二",
      "乙\n\n甲",
      "三",
    ]);
    expect(await (await fetchKept(two, first.id, { key })).json()).toEqual(first);
    const items = await (await fetchKept(one, `${second.id}/input_items`, { key })).json();
    expect(items.data).toHaveLength(3);
    expect([...linesOf(one), ...linesOf(two)]).toEqual([]);
  });

  it("returns a response only to its caller, and deletes it everywhere at once", async () => {
    await using redis = await startRedis();
    const { key, other, start } = startShared(redis);
    await using one = await start();
    await using two = await start();
    const { id } = await ask(one, "一", undefined, { key });
    expect((await fetchKept(two, id, { key: other })).status).toBe(404);
    expect((await fetchKept(two, id, { key: other, method: "DELETE" })).status).toBe(404);
    expect((await fetchKept(two, id, { key, method: "DELETE" })).status).toBe(200);
    expect((await fetchKept(one, id, { key })).status).toBe(404);
  });

  it("keeps a response for RESPONSES_STORE_TTL_MS after its last use, with its whole chain", async () => {
    await using redis = await startRedis();
    const { key, start } = startShared(redis);
    await using gateway = await start();
    const client = await createClient({ url: redis.url }).connect();
    const first = await ask(gateway, "一", undefined, { key });
    const second = await ask(gateway, "二", first, { key });
    const keys = await client.keys(`*${first.id}`);
    expect(keys).toHaveLength(1);
    const [stored = ""] = keys;
    await client.pExpire(stored, 60_000);
    await fetchKept(gateway, second.id, { key });
    expect(await client.pTTL(stored)).toBeGreaterThan(TTL / 2);
    for (const name of await client.keys("*")) {
      expect(await client.pTTL(name)).toBeGreaterThan(0);
      expect(name).not.toContain(key);
    }
    await client.del(stored);
    expect((await fetchKept(gateway, first.id, { key })).status).toBe(404);
    client.destroy();
  });
});

describe.skipIf(!hasRedisServer)("with RESPONSES_STORE redis during an outage", () => {
  it("answers and reports that nothing is kept, warns once, and keeps responses after recovery", async () => {
    await using redis = await startRedis();
    const { key, start } = startShared(redis);
    await using gateway = await start();
    const kept = await ask(gateway, "一", undefined, { key });
    expect(kept.store).toBe(true);

    await redis.stop();
    const unkept = await ask(gateway, "二", undefined, { key });
    expect(unkept.store).toBe(false);
    const { events, response } = await askStream(gateway, ASK, { key });
    expect([events[0]?.["response"].store, response.store]).toEqual([true, false]);
    expect((await fetchKept(gateway, kept.id, { key })).status).toBe(404);
    const body = { ...ASK, previous_response_id: kept.id };
    expect(await refusalOf(await respond(gateway, body, { key }))).toMatchObject({
      status: 400,
      code: "previous_response_not_found",
    });
    expect(linesOf(gateway)).toEqual([DOWN]);

    await redis.start();
    await vi.waitFor(() => expect(linesOf(gateway)).toEqual([DOWN, UP]), RECOVERY);
    const again = await ask(gateway, "三", undefined, { key });
    expect(again.store).toBe(true);
    expect((await fetchKept(gateway, again.id, { key })).status).toBe(200);
    // Nothing was saved during the outage.
    expect((await fetchKept(gateway, kept.id, { key })).status).toBe(404);
    expect(JSON.stringify(gateway.log)).not.toContain(REDIS_PASSWORD);
  });

  it("waits only once for a hanging Redis", async () => {
    await using redis = await startRedis();
    const { key, start } = startShared(redis);
    await using gateway = await start();
    await ask(gateway, "一", undefined, { key });
    redis.signal("SIGSTOP");
    const begun = performance.now();
    for (let time = 0; time < 4; time += 1) {
      expect((await ask(gateway, "二", undefined, { key })).store).toBe(false);
    }
    expect(performance.now() - begun).toBeLessThan(1500);
    expect(linesOf(gateway)).toEqual([DOWN]);
    redis.signal("SIGCONT");
  });

  it("starts without Redis", async () => {
    const url = `redis://127.0.0.1:${await findFreePort()}`;
    const { key, start } = startShared({ url });
    await using gateway = await start();
    expect(await ask(gateway, "一", undefined, { key })).toMatchObject({ store: false });
    expect(linesOf(gateway)).toEqual([DOWN]);
  });
});
