import { describe, expect, it } from "vitest";

import { ASK, startGateway } from "../setup/gateway";
import {
  listAsked,
  NO_OWN_APP,
  startWithApps,
  toListed,
  toSimulated,
  turns,
} from "../setup/several-apps";
import { embedWith } from "./asking";

const many = (count: number) => ({ input: Array.from({ length: count }, (_, at) => `text ${at}`) });
const FAST = { embeddingQps: 1e6 };

/**
 * Returns the peak number of parallel requests that the simulator saw. It answers none before
 * `atOnce` have arrived and a little more time has passed.
 */
async function findPeak(listed: object, { count, atOnce }: { count: number; atOnce: number }) {
  const app = toSimulated("app", FAST);
  let running = 0;
  let peak = 0;
  let hasPassed = false;
  const waiting: (() => void)[] = [];
  const wait = async (): Promise<void> => {
    running += 1;
    peak = Math.max(peak, running);
    hasPassed ||= running === atOnce;
    if (!hasPassed) await new Promise<void>((resolve) => waiting.push(resolve));
    await turns(30);
    for (const release of waiting.splice(0)) release();
    running -= 1;
  };
  await using gateway = await startWithApps([app], {
    listed: [toListed(app, listed)],
    simulator: { paceMs: 1, wait },
  });
  const response = await embedWith(gateway, many(count));
  expect((await response.json()).data).toHaveLength(count);
  return peak;
}

describe("POST /v1/embeddings on the server's apps", () => {
  it("uses several apps in turn", async () => {
    const apps = [toSimulated("one", FAST), toSimulated("two", FAST)];
    await using gateway = await startWithApps(apps);
    expect((await embedWith(gateway, many(20))).status).toBe(200);
    const asked = listAsked(gateway);
    expect(asked.filter((name) => name === "one")).toHaveLength(10);
    expect(asked.filter((name) => name === "two")).toHaveLength(10);
    expect(gateway.log.at(-1)).toMatchObject({ app: "SPARK_APPS[0],SPARK_APPS[1]" });
  });

  it("fails over to another app and puts the one without authorisation into cooldown", async () => {
    const apps = [toSimulated("one", { ...FAST, grants: ["lite"] }), toSimulated("two", FAST)];
    await using gateway = await startWithApps(apps);
    expect((await embedWith(gateway, { input: "a" })).status).toBe(200);
    expect((await embedWith(gateway, { input: "b" })).status).toBe(200);
    expect(listAsked(gateway)).toEqual(["one", "two", "two"]);
    // The app's other services are not affected.
    expect((await gateway.post(ASK)).status).toBe(200);
  });

  it("uses only apps whose services include embedding", async () => {
    const apps = [toSimulated("one", FAST), toSimulated("two", FAST)];
    const listed = [toListed(apps[0] ?? toSimulated("one"), { services: ["chat"] })];
    const both = [...listed, toListed(toSimulated("two"), { services: ["embedding", "image"] })];
    await using gateway = await startWithApps(apps, { listed: both });
    expect((await embedWith(gateway, many(4))).status).toBe(200);
    expect(new Set(listAsked(gateway))).toEqual(new Set(["two"]));
    await using without = await startWithApps(apps, { listed });
    const response = await embedWith(without, { input: "a" });
    expect(response.status).toBe(403);
    expect((await response.json()).error).toMatchObject({
      code: "model_not_authorized",
      message: expect.stringMatching(/spark-embedding.*文本向量化.*console/),
    });
  });

  it("runs exactly as many requests in parallel as the app's concurrency", async () => {
    expect(await findPeak({ concurrency: 3 }, { count: 30, atOnce: 3 })).toBe(3);
  });

  it("runs one second's requests in parallel when only the rate limit is known", async () => {
    expect(await findPeak({ qps: 10 }, { count: 10, atOnce: 10 })).toBe(10);
  });

  it("increases parallelism by itself when no limit is known", async () => {
    const peak = await findPeak({}, { count: 200, atOnce: 1 });
    expect(peak).toBeGreaterThan(8);
    expect(peak).toBeLessThanOrEqual(64);
  });

  it("stays within the service's own limit of two per second when it is not configured", async () => {
    let time = Date.parse("2026-11-29T00:00:00Z");
    await using gateway = await startWithApps([toSimulated("app")], {
      simulator: { now: () => time },
      // Each backoff advances the clock by part of a second.
      deps: {
        now: () => new Date(time),
        delay: async () => {
          time += 400;
        },
      },
    });
    const response = await embedWith(gateway, many(12));
    expect(response.status).toBe(200);
    expect((await response.json()).data).toHaveLength(12);
  });

  it("gives up when the rate limit never allows a request", async () => {
    const now = () => 0;
    const app = toSimulated("app", { embeddingQps: 0 });
    await using gateway = await startWithApps([app], {
      simulator: { now },
      deps: { now: () => new Date(0) },
    });
    const response = await embedWith(gateway, many(3));
    expect(response.status).toBe(429);
    expect((await response.json()).error).toMatchObject({ code: "rate_limit_exceeded" });
  });

  it("aborts the other texts when one fails", async () => {
    const app = toSimulated("app", FAST);
    await using gateway = await startWithApps([app], {
      listed: [toListed(app, { concurrency: 2 })],
    });
    const { input } = many(100);
    const response = await embedWith(gateway, { input: ["/simulate 10013", ...input] });
    expect(response.status).toBe(400);
    await Promise.all(gateway.simulator.connections.map(({ closed }) => closed));
    expect(gateway.simulator.connections.length).toBeLessThan(10);
  });

  it("rejects embedding models that SERVER_MODELS does not list", async () => {
    await using gateway = await startGateway({ settings: { SERVER_MODELS: "lite" } });
    const response = await embedWith(gateway, { input: "a" });
    expect([response.status, (await response.json()).error.code]).toEqual([
      403,
      "model_not_authorized",
    ]);
    await using given = await startGateway({ settings: { SERVER_MODELS: "spark-embedding" } });
    expect((await embedWith(given, { input: "a" })).status).toBe(200);
  });

  it("skips apps that have only an APIPassword", async () => {
    const settings = { ...NO_OWN_APP, API_PASSWORD: "a:b" };
    await using gateway = await startGateway({ settings });
    expect((await embedWith(gateway, { input: "a" })).status).toBe(403);
  });
});
