import { describe, expect, it } from "vitest";

import { findModel, openPool, settled, toApp } from "./pooling";
import { toRejection } from "@/lib/spark/codes";

const HOURS = 60 * 60_000;

describe("pool: cooldowns", () => {
  it.each([
    ["it has no tokens left", 11_200, "tokens.total", 12 * HOURS],
    ["its daily quota is used up", 11_201, "", 12 * HOURS],
    ["it may not use the model", 11_200, "domain.lite", 10 * 60_000],
    ["it lacks a permission", 10_016, "", 10 * 60_000],
    ["it is blocked", 10_015, "", 10 * 60_000],
  ])("puts an app into cooldown because %s (%d)", async (...row) => {
    const [, code, message, restMs] = row;
    const { refuse, take, clock } = openPool(toApp("a"), toApp("b"));
    expect(await refuse(code, message)).toBe("a");
    const during = [await take(), await take(), await take()];
    expect(during.map(({ member }) => member.label)).toEqual(["b", "b", "b"]);
    clock.advance(restMs - 1);
    expect((await take()).member.label).toBe("b");
    clock.advance(1);
    const after = [await take(), await take()];
    expect(after.map(({ member }) => member.label).toSorted()).toEqual(["a", "b"]);
  });

  it("puts an app with a refused key into cooldown for that model and service only", async () => {
    const { pool, take, toWants } = openPool(
      toApp("a", { password: "p" }),
      toApp("b", { password: "p" }),
    );
    const { member } = await take();
    const failure = {
      kind: "spark-handshake",
      service: "socket",
      status: 401,
      reason: "",
      skewSeconds: null,
    } as const;
    pool.report(member, toWants(), failure);
    const asked = async (...way: Parameters<typeof take>) => {
      const leases = [await take(...way), await take(...way)];
      return new Set(leases.map((lease) => lease.member.label)).size;
    };
    expect(await asked("lite", "socket")).toBe(1);
    expect(await asked("4.0Ultra", "socket")).toBe(2);
    expect(await asked("lite", "http")).toBe(2);
  });

  it("puts an app without tokens into cooldown for one model, and a blocked app for all", async () => {
    const { refuse, take, log } = openPool(toApp("a"), toApp("b"));
    await refuse(11_201, "", "4.0Ultra");
    const lite = [await take("lite"), await take("lite")];
    expect(new Set(lite.map(({ member }) => member.label))).toEqual(new Set(["a", "b"]));
    await refuse(10_015, "", "max-32k");
    expect((await take("kjwx")).member.label).toBe("b");
    expect(log).toEqual([
      {
        event: "app_cooldown",
        app: "a",
        model: "4.0Ultra",
        reason: "quota",
        until: "2026-11-24T16:00:00.000Z",
      },
      expect.objectContaining({ app: "a", reason: "blocked" }),
    ]);
  });

  it.each([
    [11_202, 1000],
    [11_203, 500],
    [10_007, 500],
  ])("pauses an app after %d and keeps requests waiting", async (code, pauseMs) => {
    const { refuse, ask, clock } = openPool(toApp("a"), toApp("b"));
    expect([await refuse(code), await refuse(code)].toSorted()).toEqual(["a", "b"]);
    const outcome = ask();
    clock.advance(pauseMs - 1);
    await settled();
    expect(outcome).toEqual({});
    clock.advance(1);
    await settled();
    expect(outcome.lease?.member.label).toBeDefined();
  });

  it("keeps selecting the only app for a model after every failure", async () => {
    const { refuse } = openPool(toApp("a"), toApp("b", { models: ["4.0Ultra"] }));
    for (const code of [11_201, 10_015, 11_202, 10_016]) expect(await refuse(code)).toBe("a");
    expect(await refuse(11_201)).toBe("a");
  });
});

describe("pool: cooldown of every app", () => {
  it("fails at once with Spark's error for the app that recovers first", async () => {
    const { refuse, ask } = openPool(toApp("a"), toApp("b"));
    await refuse(11_201, "used up");
    await refuse(10_016, "not granted");
    const outcome = ask();
    await settled();
    expect(outcome.failure).toEqual({
      kind: "apps-cooling-down",
      cause: toRejection(10_016, "not granted", null),
      retryAfterMs: 10 * 60_000,
    });
  });

  it("fails waiting requests for the same model as well", async () => {
    const { pool, ask, take, toWants } = openPool(
      toApp("a", { concurrency: 1 }),
      toApp("b", { concurrency: 1 }),
    );
    const leases = [await take(), await take()];
    const [waiting, other] = [ask(), ask({ model: "4.0Ultra" })];
    for (const { member } of leases) {
      pool.report(member, toWants(), toRejection(11_201, "", null));
    }
    await settled();
    expect(waiting.failure).toMatchObject({ kind: "apps-cooling-down" });
    expect(other).toEqual({});
  });

  it("probes with one request every 30 seconds to notice a recovery", async () => {
    const { pool, refuse, ask, take, toWants, clock } = openPool(toApp("a"), toApp("b"));
    await refuse(11_201);
    clock.advance(1000);
    await refuse(11_201);
    clock.advance(29_000);
    const [probe, other] = [ask(), ask()];
    await settled();
    expect(probe.lease?.member.label).toBe("a");
    expect(other.failure).toMatchObject({ kind: "apps-cooling-down" });
    // It answers, so the app is back for every request.
    if (probe.lease) pool.report(probe.lease.member, toWants(), undefined);
    const leases = [await take(), await take()];
    expect(leases.map(({ member }) => member.label)).toEqual(["a", "a"]);
  });
});

describe("pool: chooseService", () => {
  const http = toApp("http", { credentials: null, password: "p" });

  it("chooses the WebSocket if an app serves the model there, else HTTP, else null", () => {
    const { pool } = openPool(toApp("a", { models: ["lite"] }), {
      ...http,
      models: ["lite", "4.0Ultra"],
    });
    expect(pool.chooseService(findModel("lite"))).toBe("socket");
    expect(pool.chooseService(findModel("4.0Ultra"))).toBe("http");
    expect(pool.chooseService(findModel("kjwx"))).toBeNull();
  });

  it("returns null for a WebSocket-only model when all apps are APIPasswords", () => {
    expect(openPool(http).pool.chooseService(findModel("vision"))).toBeNull();
  });

  it("chooses HTTP while every WebSocket app is in cooldown", async () => {
    const { pool, refuse, clock, take } = openPool(toApp("a"), http);
    await refuse(11_201, "", "lite");
    await refuse(11_201, "", "kjwx");
    expect(pool.chooseService(findModel("lite"))).toBe("http");
    // Over HTTP there is no kjwx, so the only app that serves it never cools down.
    expect(pool.chooseService(findModel("kjwx"))).toBe("socket");
    expect((await take("kjwx")).member.label).toBe("a");
    expect((await take("lite", "http")).key).toEqual({ service: "http", password: "p" });
    clock.advance(12 * HOURS);
    expect(pool.chooseService(findModel("lite"))).toBe("socket");
  });
});
