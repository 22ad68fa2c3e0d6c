import { randomUUID } from "node:crypto";

import { createClient } from "@redis/client";
import { describe, expect, it } from "vitest";

import { readUntil } from "../integration/setup/sse";
import { hasRedis, hasRedisServer, REDIS_PASSWORD, startRedis } from "../integration/setup/redis";
import { heldStream } from "./held-stream";
import { type Production, startProduction } from "./production";
import { eventually } from "../eventually";

const ASK = JSON.stringify({ model: "lite", messages: [{ role: "user", content: "你好" }] });

async function ask({ url }: Production, key: string): Promise<number> {
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}` },
    body: ASK,
  });
  await response.arrayBuffer();
  return response.status;
}

type Reader = ReadableStreamDefaultReader<string>;

async function readToEnd(reader: Reader, goOn: () => void): Promise<void> {
  goOn();
  while (!(await reader.read()).done);
}

const countLines = (server: Production, event: string): number =>
  server.output().split(`"event":"${event}"`).length - 1;

describe.skipIf(!hasRedis)("rate limit of two processes on one Redis", () => {
  it("accepts exactly the limit across both processes", async () => {
    await using redis = await startRedis();
    const key = randomUUID();
    const settings = { REDIS_URL: redis.url, RATE_LIMIT: "20/day", GATEWAY_API_KEYS: key };
    await using one = await startProduction({ settings });
    await using two = await startProduction({ settings });
    const asking = Array.from({ length: 60 }, (_, index) => ask(index % 3 === 0 ? one : two, key));
    const statuses = await Promise.all(asking);
    expect(statuses.filter((status) => status === 200)).toHaveLength(20);
    expect(statuses.filter((status) => status === 429)).toHaveLength(40);
    const connections = [one, two].map(({ simulator }) => simulator.connections.length);
    expect(Math.min(...connections)).toBeGreaterThan(0);
    expect(connections.reduce((sum, count) => sum + count, 0)).toBe(20);
  });
});

describe.skipIf(!hasRedisServer)("token budget in Redis at shutdown", () => {
  it.each([
    ["the whole answer was read", readToEnd],
    ["the caller left", (reader: Reader) => reader.cancel()],
  ])("debits the actual cost before the process exits when %s", async (_, finish) => {
    await using redis = await startRedis();
    const key = randomUUID();
    const settings = { REDIS_URL: redis.url, TOKEN_BUDGET: "10000/day", GATEWAY_API_KEYS: key };
    await using one = await startProduction({ settings });
    const { script, goOn } = heldStream();
    one.simulator.play(script);
    const headers = { authorization: `Bearer ${key}` };
    const body = JSON.stringify({ ...JSON.parse(ASK), stream: true, max_tokens: 4000 });
    const url = `${one.url}/v1/chat/completions`;
    const response = await fetch(url, { method: "POST", headers, body });
    const { reader } = await readUntil(response, "first");
    const counter = createClient({ url: redis.url });
    await counter.connect();
    // Nothing else is open when the answer ends, so only the debit keeps the process running.
    await counter.sendCommand(["CLIENT", "PAUSE", "300", "ALL"]);
    one.signal("SIGTERM");
    if (reader) await finish(reader, goOn);
    expect(await one.exited).toBe(0);

    const names = await counter.keys("spark-gateway:tokens:86400:*");
    const counted = await Promise.all(names.map((name) => counter.get(name)));
    counter.destroy();
    // Two tokens for the question and three for "firstlast" are less than the minimum of 20.
    expect(counted.map(Number)).toContain(20);
  });
});

describe.skipIf(!hasRedisServer)("Redis restart under load", () => {
  it("rejects no request during the outage and reconnects afterwards", async () => {
    await using redis = await startRedis();
    const key = randomUUID();
    const settings = { REDIS_URL: redis.url, RATE_LIMIT: "100000/day", GATEWAY_API_KEYS: key };
    await using one = await startProduction({ settings });
    await using two = await startProduction({ settings });
    const servers = [one, two];

    const statuses: number[] = [];
    const end = new AbortController();
    const run = async (server: Production): Promise<void> => {
      while (!end.signal.aborted) statuses.push(await ask(server, key));
    };
    const running = [...servers, ...servers].map(run);
    const untilAll = (event: string): Promise<void> =>
      eventually(() => expect(servers.map((server) => countLines(server, event))).toEqual([1, 1]));
    await eventually(() => expect(statuses.length).toBeGreaterThan(10));
    await redis.stop();
    await untilAll("redis_unavailable");
    const without = statuses.length;
    await eventually(() => expect(statuses.length).toBeGreaterThan(without + 10));
    await redis.start();
    await untilAll("redis_available");
    const again = statuses.length;
    await eventually(() => expect(statuses.length).toBeGreaterThan(again + 10));
    end.abort();
    await Promise.all(running);

    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(servers.map((server) => countLines(server, "redis_unavailable"))).toEqual([1, 1]);
    for (const server of servers) expect(server.output()).not.toContain(REDIS_PASSWORD);
    // The open connection to Redis does not keep the server from exiting either.
    one.signal("SIGTERM");
    expect(await one.exited).toBe(0);
  });
});
