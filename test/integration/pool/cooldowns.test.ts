import { describe, expect, it } from "vitest";

import { failAfter, refuseWith } from "../../simulator/scripts";
import type { Script } from "../../simulator/simulator";
import { ASK } from "../setup/gateway";
import { askTimes, listAsked, startWithApps, toListed, toSimulated } from "../setup/several-apps";
import { readStream } from "../setup/sse";

describe("failover exceptions", () => {
  const apps = [toSimulated("a"), toSimulated("b")];

  it.each<[string, number, Script]>([
    ["for moderated input", 400, refuseWith(10_013, "m")],
    ["for a bad request", 400, refuseWith(10_004, "m")],
    ["for a model that Spark does not know", 404, refuseWith(10_003, "invalid model domain")],
    ["for a conversation that is too long", 400, refuseWith(10_907, "m")],
    ["after an unreadable frame", 502, (stage) => stage.send("?")],
  ])("does not fail over %s", async (_, status, script) => {
    await using gateway = await startWithApps(apps);
    gateway.simulator.play(script);
    expect((await gateway.post(ASK)).status).toBe(status);
    expect(gateway.simulator.connections).toHaveLength(1);
    expect(await askTimes(gateway, 2)).toEqual([200, 200]);
    expect(new Set(listAsked(gateway))).toEqual(new Set(["a", "b"]));
  });

  it.each([10_012, 11_202, 11_203, 11_201, 10_015])(
    "does not fail over once the answer has begun (%d)",
    async (code) => {
      await using gateway = await startWithApps(apps);
      gateway.simulator.play(failAfter(["半个"], code, "m"));
      const stream = await readStream(await gateway.post({ ...ASK, stream: true }));
      expect(stream).toMatchObject({ text: "半个", isDone: false });
      expect(stream.error.message).toContain(String(code));
      expect(gateway.simulator.connections).toHaveLength(1);
    },
  );

  it("neither fails over nor starts a cooldown when the clock is skewed", async () => {
    let ahead = 600_000;
    await using gateway = await startWithApps(apps, {
      simulator: { now: () => Date.now() + ahead },
    });
    gateway.simulator.play({
      refuse: { status: 403, headers: { date: new Date(Date.now() + ahead).toUTCString() } },
    });
    const response = await gateway.post(ASK);
    expect(await response.json()).toMatchObject({
      error: { code: "upstream_auth", message: expect.stringContaining("clock") },
    });
    expect(gateway.simulator.connections).toHaveLength(1);
    ahead = 0;
    await askTimes(gateway, 2);
    expect(new Set(listAsked(gateway).slice(1))).toEqual(new Set(["a", "b"]));
  });

  it("does not fail over from the caller's own app", async () => {
    const mine = toSimulated("mine", { exhausted: true });
    await using gateway = await startWithApps([...apps, mine], {
      listed: apps.map((app) => toListed(app)),
      settings: { APP_CONCURRENCY: "1" },
    });
    const headers = { authorization: "Bearer mine-id:mine-secret:mine-key" };
    for (let time = 0; time < 2; time += 1) {
      expect((await gateway.post(ASK, { headers })).status).toBe(429);
    }
    expect(listAsked(gateway)).toEqual(["mine", "mine"]);
  });
});

describe("cooldown of every app", () => {
  it("returns Spark's error with retry-after at once when every app is in cooldown", async () => {
    const apps = ["a", "b"].map((name) => toSimulated(name, { spent: true }));
    const now = (): number => Date.parse("2026-11-24T23:00:00+08:00");
    await using gateway = await startWithApps(apps, {
      clock: { now, after: () => () => {} },
      deps: { delay: () => Promise.reject(new Error("nobody was to wait")) },
    });
    expect((await gateway.post(ASK)).status).toBe(429);
    for (const stream of [false, true]) {
      const response = await gateway.post({ ...ASK, stream });
      expect(response.status).toBe(429);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        "retry-after": "3600",
        "retry-after-ms": "3600000",
        "x-should-retry": "false",
      });
      const { error } = await response.json();
      expect(error).toMatchObject({ type: "insufficient_quota", code: "insufficient_quota" });
      expect(error.message).toContain("(Spark 11201)");
    }
    expect(listAsked(gateway)).toEqual(["a", "b"]);
    expect(gateway.log.at(-1)).toMatchObject({ failure: "apps-cooling-down", spark_code: 11_201 });
  });

  it("returns 502 upstream_auth when Spark refuses the keys of every app", async () => {
    const apps = [toSimulated("a"), toSimulated("b")];
    await using gateway = await startWithApps(apps, {
      listed: apps.map((app) => toListed({ ...app, apiSecret: "wrong" })),
    });
    for (let time = 0; time < 2; time += 1) {
      const response = await gateway.post(ASK);
      expect(response.status).toBe(502);
      expect(await response.json()).toMatchObject({ error: { code: "upstream_auth" } });
    }
    expect(listAsked(gateway)).toEqual(["a", "b"]);
  });

  it("keeps asking the only app after a failure", async () => {
    await using gateway = await startWithApps([toSimulated("good")]);
    for (const script of [
      { refuse: { status: 403 } },
      refuseWith(11_201, "m"),
      refuseWith(10_015, "m"),
    ]) {
      gateway.simulator.play(script);
      expect((await gateway.post(ASK)).status).toBeGreaterThanOrEqual(400);
      expect((await gateway.post(ASK)).status).toBe(200);
    }
  });
});
