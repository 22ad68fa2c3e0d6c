import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import type { SparkApp } from "../../simulator/apps";
import { answer, refuseWith } from "../../simulator/scripts";
import type { Script } from "../../simulator/simulator";
import { ASK, startGateway } from "../setup/gateway";
import {
  askTimes,
  listAsked,
  NO_OWN_APP,
  startWithApps,
  toListed,
  toSimulated,
} from "../setup/several-apps";
import { readStream } from "../setup/sse";

const good = toSimulated("good");
const never = (): Promise<void> => Promise.reject(new Error("nobody was to wait"));

describe("failover", () => {
  const bad = (more: Partial<SparkApp>): [SparkApp, object] => {
    const app = toSimulated("bad", more);
    return [app, toListed(app)];
  };
  const misspelt = (listed: object): [SparkApp, object] => {
    const app = toSimulated("bad");
    return [app, toListed({ ...app, ...listed })];
  };

  it.each<[string, [SparkApp, object]]>([
    ["an app without tokens", bad({ exhausted: true })],
    ["an app over its daily quota", bad({ spent: true })],
    ["a banned app", bad({ banned: true })],
    ["an app without the model", bad({ grants: ["max-32k"] })],
    ["an app with a wrong secret", misspelt({ apiSecret: "wrong" })],
    ["an app with an unknown key", misspelt({ apiKey: "bad-wrong" })],
    ["an app with a rate limit of 0", bad({ qps: 0 })],
    ["an app with a concurrency limit of 0", bad({ concurrency: 0 })],
  ])("fails over from %s at once and puts it into cooldown", async (_, [app, listed]) => {
    await using gateway = await startWithApps([app, good], {
      listed: [listed, toListed(good)],
      deps: { delay: never },
    });
    expect((await gateway.post(ASK)).status).toBe(200);
    expect(listAsked(gateway)).toEqual(["bad", "good"]);
    const stream = await readStream(await gateway.post({ ...ASK, stream: true }));
    expect(stream.isDone).toBe(true);
    expect(await askTimes(gateway, 3)).toEqual([200, 200, 200]);
    // It is in cooldown from the first rejection on.
    expect(listAsked(gateway).slice(2)).toEqual(["good", "good", "good", "good"]);
  });

  it("puts an app into cooldown for the refused model only", async () => {
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
    ["a handshake rejected with 503", { refuse: { status: 503 } }],
    ["a hang-up", { hangUp: true }],
    ["a reset before the first frame", (stage) => stage.reset()],
  ])("fails over on %s without a cooldown", async (_, script) => {
    await using gateway = await startWithApps([toSimulated("a"), toSimulated("b")], {
      deps: { delay: never },
    });
    gateway.simulator.play(script);
    expect(await askTimes(gateway, 3)).toEqual([200, 200, 200]);
    const asked = listAsked(gateway);
    expect(asked.slice(0, 2).toSorted()).toEqual(["a", "b"]);
    expect(new Set(asked.slice(2))).toEqual(new Set(["a", "b"]));
  });

  it("tries three apps at most, however many there are", async () => {
    const apps = ["a", "b", "c", "d"].map((name) => toSimulated(name, { exhausted: true }));
    await using gateway = await startWithApps(apps, { deps: { delay: never } });
    const response = await gateway.post(ASK);
    expect(response.status).toBe(429);
    expect(await response.json()).toMatchObject({ error: { code: "insufficient_quota" } });
    expect(listAsked(gateway)).toEqual(["a", "b", "c"]);
  });

  it("fails over between apps over HTTP", async () => {
    const banned = toSimulated("banned", { banned: true });
    const passwords = [{ apiPassword: "wrong:password" }, banned, good];
    await using gateway = await startWithApps([banned, good], {
      listed: passwords.map(({ apiPassword }) => ({ apiPassword })),
      deps: { delay: never },
    });
    expect(await askTimes(gateway, 2)).toEqual([200, 200]);
    expect(listAsked(gateway)).toEqual(["wrong", "banned", "good", "good"]);
  });
});

describe("app selection", () => {
  it("selects only apps that serve the model, over the service each has for it", async () => {
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
    expect(error.message).toMatch(/`kjwx`: choose 4\.0Ultra, generalv3, lite, vision, or bring/);
    expect(gateway.simulator.connections).toHaveLength(4);
  });

  it("distributes requests by weight", async () => {
    const apps = [toSimulated("a"), toSimulated("b")];
    await using gateway = await startWithApps(apps, {
      listed: apps.map((app, at) => toListed(app, { weight: at === 0 ? 3 : 1 })),
    });
    await askTimes(gateway, 8);
    expect(listAsked(gateway).join("")).toBe("aabaaaba");
  });

  it("spreads the choices of one request over the apps", async () => {
    await using gateway = await startWithApps([toSimulated("a"), toSimulated("b")]);
    const response = await gateway.post({ ...ASK, n: 4 });
    expect((await response.json()).choices).toHaveLength(4);
    expect(listAsked(gateway).toSorted()).toEqual(["a", "a", "b", "b"]);
  });

  it("adds the apps in CONFIG_LIST_PATH to the server's own app", async () => {
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

  it("logs apps by their position in the settings, never by their credentials", async () => {
    const bad = toSimulated("bad", { exhausted: true });
    await using gateway = await startWithApps([bad, good]);
    await gateway.post(ASK);
    await readStream(await gateway.post({ ...ASK, stream: true }));
    gateway.simulator.play(refuseWith(10_013, "m"));
    await gateway.post(ASK);
    const lines = gateway.log.map(({ event, app }) => ({ event, app }));
    expect(lines).toEqual([
      { event: "app_cooldown", app: "SPARK_APPS[0]" },
      { event: "request", app: "SPARK_APPS[0],SPARK_APPS[1]" },
      { event: "request", app: "SPARK_APPS[1]" },
      { event: "request", app: "SPARK_APPS[1]" },
    ]);
    expect(JSON.stringify(gateway.log)).not.toMatch(/(bad|good)-(id|secret|key)/);
  });
});

it("streams one complete answer, from a single app, after a failover", async () => {
  await using gateway = await startWithApps([toSimulated("bad", { spent: true }), good]);
  gateway.simulator.play(refuseWith(11_201, "m"), answer(["一", "二"]));
  const stream = await readStream(await gateway.post({ ...ASK, stream: true }));
  expect(stream).toMatchObject({ text: "一二", finishReasons: ["stop"], isDone: true });
});
