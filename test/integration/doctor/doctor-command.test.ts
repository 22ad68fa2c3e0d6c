import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Check } from "@/lib/doctor/check";

import { DEMO_APP, DEMO_APPS, type SparkApp } from "../../simulator/apps";
import { toEnvironment } from "../../simulator/environment";
import { type Simulator, startSimulator } from "../../simulator/simulator";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const TSX = path.join(ROOT, "node_modules/tsx/dist/cli.mjs");
const MAIN = path.join(ROOT, "lib/doctor/main.ts");
const GATEWAY_KEY = "sk-of-the-gateway";

/** The demo app that Spark authorises for Lite only. */
const LITE_APP = DEMO_APPS.find(({ grants }) => grants?.length === 1) ?? DEMO_APP;
const toTriple = ({ appId, apiKey, apiSecret }: SparkApp) => ({ appId, apiKey, apiSecret });

describe("npm run doctor: the command", () => {
  let simulator: Simulator;
  let folder: string;
  beforeAll(async () => {
    simulator = await startSimulator();
    folder = await mkdtemp(path.join(tmpdir(), "doctor-"));
  });
  afterAll(async () => {
    await simulator.close();
    await rm(folder, { recursive: true });
  });

  const good = () => ({ ...toEnvironment(simulator, DEMO_APP), GATEWAY_API_KEYS: GATEWAY_KEY });

  /** Runs the real command, with its settings in a file and only a path in its environment. */
  async function call(settings: Record<string, string>, ...argv: string[]) {
    const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
    await writeFile(path.join(folder, ".env.local"), lines.join(""));
    return collect(process.execPath, [TSX, MAIN, ...argv], { cwd: folder });
  }

  async function collect(
    command: string,
    argv: readonly string[],
    { cwd, env = {} }: { cwd: string; env?: Record<string, string> },
  ) {
    const child = spawn(command, argv, {
      cwd,
      env: { PATH: process.env["PATH"] ?? "", NODE_ENV: "production", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "exit"),
    ]);
    return { code: code as number, output: stdout + stderr };
  }

  function expectNoSecret(output: string, settings: Record<string, string>): void {
    for (const name of ["APP_ID", "API_SECRET", "API_KEY", "API_PASSWORD", "GATEWAY_API_KEYS"]) {
      if (settings[name]) expect(output).not.toContain(settings[name]);
    }
  }

  it('exits with 0 and prints "Everything works." when every check passes', async () => {
    const { code, output } = await call(good(), "lite");
    expect(output).toContain("Everything works.");
    expect(output).toContain("APP_ID (de…)");
    expect(code).toBe(0);
    expectNoSecret(output, good());
  });

  it.each([
    ["a wrong key", { API_KEY: "f".repeat(32) }, "does not know this API_KEY"],
    ["a wrong secret", { API_SECRET: "f".repeat(32) }, "does not belong to this API_KEY"],
    [
      "a swapped key and secret",
      { API_KEY: DEMO_APP.apiSecret, API_SECRET: DEMO_APP.apiKey },
      "are swapped",
    ],
    ["a closed port", { SPARK_CHAT_URL: "ws://127.0.0.1:1" }, "refuses connections"],
  ])("exits with 1 for %s without printing a secret", async (_, wrong, words) => {
    const settings = { ...good(), ...wrong };
    const { code, output } = await call(settings, "lite");
    expect(output).toContain(words);
    expect(output).toContain("→");
    expect(code).toBe(1);
    expectNoSecret(output, settings);
  });

  it("checks every configured app and names the failing ones", async () => {
    const { appId, apiKey, apiSecret } = DEMO_APP;
    const wrongSecret = "e".repeat(32);
    const list = [
      { model: "lite", secrets: { app_id: appId, api_key: apiKey, api_secret: apiSecret } },
    ];
    const listPath = path.join(folder, "config_list.json");
    await writeFile(listPath, JSON.stringify(list));
    const settings = {
      SPARK_CHAT_URL: simulator.url,
      SPARK_IMAGE_URL: simulator.url,
      SPARK_HTTP_URL: simulator.httpUrl,
      GATEWAY_API_KEYS: GATEWAY_KEY,
      CONFIG_LIST_PATH: listPath,
      SPARK_APPS: JSON.stringify([
        { appId, apiKey, apiSecret: wrongSecret, models: ["lite"] },
        { ...toTriple(LITE_APP), models: ["4.0Ultra"] },
      ]),
    };
    const { code, output } = await call(settings, "--json");
    expect(code).toBe(1);
    const { ok, checks } = JSON.parse(output) as { ok: boolean; checks: Check[] };
    expect(ok).toBe(false);
    const found = checks.map(({ app, subject, level, cause }) => [app, subject, level, cause]);
    expect(found).toEqual([
      [null, "host", "ok", null],
      ["SPARK_APPS[0]", "handshake", "problem", "wrong-secret"],
      ["SPARK_APPS[0]", "model", "skipped", null],
      ["SPARK_APPS[1]", "handshake", "ok", null],
      ["SPARK_APPS[1]", "model", "problem", "not-granted"],
      ["SPARK_APPS[1]", "app", "problem", "no-model"],
      ["CONFIG_LIST_PATH[0]", "handshake", "ok", null],
      ["CONFIG_LIST_PATH[0]", "model", "ok", null],
    ]);
    const told = await call(settings);
    expect(told.code).toBe(1);
    for (const label of ["SPARK_APPS[0]", "SPARK_APPS[1]", "CONFIG_LIST_PATH[0]"]) {
      expect(told.output).toContain(label);
    }
    for (const { appId: id, apiKey: key, apiSecret: secret } of [DEMO_APP, LITE_APP]) {
      for (const value of [id, key, secret, wrongSecret]) {
        expect(output + told.output).not.toContain(value);
      }
    }
  });

  it("exits with 2 for an invalid setting, which it names without its value", async () => {
    const settings = { ...good(), IDLE_TIMEOUT_MS: "a-private-value", API_SECRET: "" };
    const { code, output } = await call({ ...settings, API_SECRET: "" });
    expect(output).toContain("set API_SECRET");
    expect(code).toBe(2);
    const other = await call({ ...good(), IDLE_TIMEOUT_MS: "a-private-value" });
    expect(other).toEqual({ code: 2, output: expect.stringContaining("IDLE_TIMEOUT_MS must be") });
    expect(other.output).not.toContain("a-private-value");
  });

  it("runs through npm, in Chinese for a Chinese locale and as JSON with --json", async () => {
    const settings = { ...good(), API_PASSWORD: "wrong:password" };
    const { code, output } = await collect("npm", ["run", "-s", "doctor", "--", "lite"], {
      cwd: ROOT,
      env: { ...settings, LANG: "zh_CN.UTF-8" },
    });
    expect(output).toContain("不接受这个 APIPassword");
    expect(output).toContain("发现 1 个问题");
    expect(code).toBe(1);
    const json = await collect("npm", ["run", "-s", "doctor", "--", "--json", "lite"], {
      cwd: ROOT,
      env: settings,
    });
    expect(JSON.parse(json.output.slice(json.output.indexOf("{")))).toMatchObject({
      ok: false,
      checks: expect.arrayContaining([
        expect.objectContaining({
          cause: "wrong-password",
          target: "lite (HTTP)",
          httpStatus: 401,
        }),
      ]),
    });
    expectNoSecret(output + json.output, settings);
  });
});
