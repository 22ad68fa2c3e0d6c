import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import type { SparkApp } from "../simulator/apps";
import { answer, failAfter, refuseWith } from "../simulator/scripts";
import type { Script } from "../simulator/simulator";
import { ASK, type Gateway, startGateway } from "./gateway";
import { listAsked, NO_OWN_APP, startWithApps, toListed, toSimulated } from "./several-apps";
import { readStream } from "./sse";

const good = toSimulated("good");
const never = (): Promise<void> => Promise.reject(new Error("nobody was to wait"));

/** Several questions, one after the other; the whole answers' texts. */
async function askTimes(gateway: Gateway, times: number, body: object = ASK): Promise<number[]> {
  const statuses: number[] = [];
  for (let time = 0; time < times; time += 1) statuses.push((await gateway.post(body)).status);
  return statuses;
}

describe("An app that Spark refuses", () => {
  const bad = (more: Partial<SparkApp>): [SparkApp, object] => {
    const app = toSimulated("bad", more);
    return [app, toListed(app)];
  };
  const misspelt = (listed: object): [SparkApp, object] => {
    const app = toSimulated("bad");
    return [app, toListed({ ...app, ...listed })];
  };

  it.each<[string, [SparkApp, object]]>([
    ["without tokens", bad({ exhausted: true })],
    ["whose day is over", bad({ spent: true })],
    ["that is banned", bad({ banned: true })],
    ["without the model", bad({ grants: ["max-32k"] })],
    ["with a wrong secret", misspelt({ apiSecret: "wrong" })],
    ["with an unknown key", misspelt({ apiKey: "bad-wrong" })],
    ["that may ask nothing in a second", bad({ qps: 0 })],
    ["that may ask nothing at once", bad({ concurrency: 0 })],
  ])("%s costs callers nothing: another answers, at once", async (_, [app, listed]) => {
    await using gateway = await startWithApps([app, good], {
      listed: [listed, toListed(good)],
      deps: { wait: never },
    });
    expect((await gateway.post(ASK)).status).toBe(200);
    expect(listAsked(gateway)).toEqual(["bad", "good"]);
    const stream = await readStream(await gateway.post({ ...ASK, stream: true }));
    expect(stream.isDone).toBe(true);
    expect(await askTimes(gateway, 3)).toEqual([200, 200, 200]);
    // It is left alone from the first refusal on.
    expect(listAsked(gateway).slice(2)).toEqual(["good", "good", "good", "good"]);
  });

  it("for one model goes on answering others", async () => {
    const lite = toSimulated("lite", { grants: ["lite"] });
    await using gateway = await startWithApps([lite, good]);
    expect(await askTimes(gateway, 2, { ...ASK, model: "4.0Ultra" })).toEqual([200, 200]);
    expect(listAsked(gateway)).toEqual(["lite", "good", "good"]);
    gateway.simulator.clear();
    await askTimes(gateway, 4);
    expect(listAsked(gateway).toSorted()).toEqual(["good", "good", "lite", "lite"]);
  });

  it.each<[string, Script]>([
    ["an overloaded Spark", refuseWith(10_012, "m")],
    ["a handshake 503", { refuse: { status: 503 } }],
    ["a hang-up", { hangUp: true }],
    ["a reset before the first frame", (stage) => stage.reset()],
  ])("for a moment, with %s, is not left alone, but another is asked first", async (_, script) => {
    await using gateway = await startWithApps([toSimulated("a"), toSimulated("b")], {
      deps: { wait: never },
    });
    gateway.simulator.play(script);
    expect(await askTimes(gateway, 3)).toEqual([200, 200, 200]);
    const asked = listAsked(gateway);
    expect(asked.slice(0, 2).toSorted()).toEqual(["a", "b"]);
    expect(new Set(asked.slice(2))).toEqual(new Set(["a", "b"]));
  });

  it("is asked twice more in all, however many apps there are", async () => {
    const apps = ["a", "b", "c", "d"].map((name) => toSimulated(name, { exhausted: true }));
    await using gateway = await startWithApps(apps, { deps: { wait: never } });
    const response = await gateway.post(ASK);
    expect(response.status).toBe(429);
    expect(await response.json()).toMatchObject({ error: { code: "insufficient_quota" } });
    expect(listAsked(gateway)).toEqual(["a", "b", "c"]);
  });

  it("over HTTP makes way for another as well", async () => {
    const banned = toSimulated("banned", { banned: true });
    const passwords = [{ apiPassword: "wrong:password" }, banned, good];
    await using gateway = await startWithApps([banned, good], {
      listed: passwords.map(({ apiPassword }) => ({ apiPassword })),
      deps: { wait: never },
    });
    expect(await askTimes(gateway, 2)).toEqual([200, 200]);
    expect(listAsked(gateway)).toEqual(["wrong", "banned", "good", "good"]);
  });
});

describe("Nobody else is asked", () => {
  const apps = [toSimulated("a"), toSimulated("b")];

  it.each<[string, number, Script]>([
    ["about what moderation did not pass", 400, refuseWith(10_013, "m")],
    ["about a bad request", 400, refuseWith(10_004, "m")],
    ["about a model that Spark does not know", 404, refuseWith(10_003, "invalid model domain")],
    ["about too long a conversation", 400, refuseWith(10_907, "m")],
    ["where a frame was unreadable", 502, (stage) => stage.send("?")],
  ])("%s", async (_, status, script) => {
    await using gateway = await startWithApps(apps);
    gateway.simulator.play(script);
    expect((await gateway.post(ASK)).status).toBe(status);
    expect(gateway.simulator.connections).toHaveLength(1);
    expect(await askTimes(gateway, 2)).toEqual([200, 200]);
    expect(new Set(listAsked(gateway))).toEqual(new Set(["a", "b"]));
  });

  it.each([10_012, 11_202, 11_203, 11_201, 10_015])(
    "once the answer has begun, whatever Spark then says (%d)",
    async (code) => {
      await using gateway = await startWithApps(apps);
      gateway.simulator.play(failAfter(["半个"], code, "m"));
      const stream = await readStream(await gateway.post({ ...ASK, stream: true }));
      expect(stream).toMatchObject({ text: "半个", isDone: false });
      expect(stream.error.message).toContain(String(code));
      expect(gateway.simulator.connections).toHaveLength(1);
    },
  );

  it("with the same wrong clock, nor is any app blamed for it", async () => {
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

  it("in place of the caller's own app, of which no limit is known either", async () => {
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

describe("When all apps are left alone", () => {
  it("callers hear at once what Spark said, and when to come back", async () => {
    const apps = ["a", "b"].map((name) => toSimulated(name, { spent: true }));
    const now = (): number => Date.parse("2026-11-24T23:00:00+08:00");
    await using gateway = await startWithApps(apps, {
      clock: { now, after: () => () => {} },
      deps: { wait: never },
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
    expect(gateway.log.at(-1)).toMatchObject({ failure: "apps-resting", spark_code: 11_201 });
  });

  it("because of their keys, it is the host's fault and not the caller's", async () => {
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

  it("a lone app is asked all the same, so that a passing fault stays one", async () => {
    await using gateway = await startWithApps([good]);
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

describe("The apps for a model", () => {
  it("are those that serve it, by the service that they have for it", async () => {
    const [lite, ultra, password] = ["lite", "ultra", "password"].map((name) => toSimulated(name));
    if (!lite || !ultra || !password) throw new Error("three apps");
    await using gateway = await startWithApps([lite, ultra, password], {
      listed: [
        toListed(lite, { models: ["general"] }),
        toListed(ultra, { models: ["4.0Ultra", "vision"] }),
        { apiPassword: password.apiPassword, models: ["lite", "spark-pro"] },
      ],
    });
    for (const model of ["lite", "spark-ultra", "generalv3", "spark-api"]) {
      const response = await gateway.post({ ...ASK, model });
      expect(response.status).toBe(200);
      expect((await response.json()).version === undefined).toBe(model === "generalv3");
    }
    expect(listAsked(gateway)).toEqual(["lite", "ultra", "password", "lite"]);
    const response = await gateway.post({ ...ASK, model: "kjwx" });
    expect(response.status).toBe(403);
    const { error } = await response.json();
    expect(error).toMatchObject({ code: "model_not_authorized", param: "model" });
    expect(error.message).toMatch(/`kjwx`: choose lite, generalv3, 4\.0Ultra, vision, or bring/);
    expect(gateway.simulator.connections).toHaveLength(4);
  });

  it("get their weight's share of the questions", async () => {
    const apps = [toSimulated("a"), toSimulated("b")];
    await using gateway = await startWithApps(apps, {
      listed: apps.map((app, at) => toListed(app, { weight: at === 0 ? 3 : 1 })),
    });
    await askTimes(gateway, 8);
    expect(listAsked(gateway).join("")).toBe("aabaaaba");
  });

  it("share the choices of one request", async () => {
    await using gateway = await startWithApps([toSimulated("a"), toSimulated("b")]);
    const response = await gateway.post({ ...ASK, n: 4 });
    expect((await response.json()).choices).toHaveLength(4);
    expect(listAsked(gateway).toSorted()).toEqual(["a", "a", "b", "b"]);
  });

  it("may come from the first gateway's file, beside the app of its own", async () => {
    const folder = mkdtempSync(join(tmpdir(), "config-list-"));
    const path = join(folder, "config_list.json");
    const secrets = { app_id: "good-id", api_secret: "good-secret", api_key: "good-key" };
    writeFileSync(path, JSON.stringify([{ model: "spark-chat-v3", secrets }]));
    const own = toSimulated("own");
    await using gateway = await startGateway({
      simulator: { apps: [own, good] },
      settings: {
        ...NO_OWN_APP,
        APP_ID: own.appId,
        API_SECRET: own.apiSecret,
        API_KEY: own.apiKey,
        CONFIG_LIST_PATH: path,
      },
    });
    rmSync(folder, { recursive: true });
    await askTimes(gateway, 2);
    await askTimes(gateway, 2, { ...ASK, model: "generalv3" });
    expect(listAsked(gateway).slice(0, 2)).toEqual(["own", "own"]);
    expect(listAsked(gateway).slice(2).toSorted()).toEqual(["good", "own"]);
  });

  it("are named in the log by where they stand, and never by their values", async () => {
    const bad = toSimulated("bad", { exhausted: true });
    await using gateway = await startWithApps([bad, good]);
    await gateway.post(ASK);
    await readStream(await gateway.post({ ...ASK, stream: true }));
    gateway.simulator.play(refuseWith(10_013, "m"));
    await gateway.post(ASK);
    const lines = gateway.log.map(({ event, app }) => ({ event, app }));
    expect(lines).toEqual([
      { event: "app_rests", app: "SPARK_APPS[0]" },
      { event: "request", app: "SPARK_APPS[0],SPARK_APPS[1]" },
      { event: "request", app: "SPARK_APPS[1]" },
      { event: "request", app: "SPARK_APPS[1]" },
    ]);
    expect(JSON.stringify(gateway.log)).not.toMatch(/(bad|good)-(id|secret|key)/);
  });
});

it("The answer is whole after a failover, and of one app alone", async () => {
  await using gateway = await startWithApps([toSimulated("bad", { spent: true }), good]);
  gateway.simulator.play(refuseWith(11_201, "m"), answer(["一", "二"]));
  const stream = await readStream(await gateway.post({ ...ASK, stream: true }));
  expect(stream).toMatchObject({ text: "一二", finishReasons: ["stop"], isDone: true });
});
