import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { NO_OWN_APP, toListed, toSimulated } from "../integration/setup/several-apps";
import { type Production, startProduction } from "./production";

const ask = (model: string) => ({ model, messages: [{ role: "user" as const, content: "你好" }] });

describe("production server: several apps", () => {
  const spent = toSimulated("spent", { spent: true });
  const slow = toSimulated("slow", { qps: 2 });
  const old = toSimulated("old", { grants: ["generalv3"] });
  const folder = mkdtempSync(join(tmpdir(), "config-list-"));
  let server: Production;

  beforeAll(async () => {
    const secrets = { app_id: old.appId, api_key: old.apiKey, api_secret: old.apiSecret };
    const path = join(folder, "config_list.json");
    writeFileSync(path, JSON.stringify([{ model: "spark-chat-v3", secrets }]));
    server = await startProduction({
      simulator: { apps: [spent, slow, old] },
      settings: {
        ...NO_OWN_APP,
        SPARK_APPS: JSON.stringify([
          toListed(spent, { models: ["lite"] }),
          toListed(slow, { models: ["lite"], qps: 2 }),
        ]),
        CONFIG_LIST_PATH: path,
      },
    });
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await server[Symbol.asyncDispose]();
  });

  it("queues six concurrent callers at two requests a second without rejecting any", async () => {
    const started = performance.now();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => server.client.chat.completions.create(ask("lite"))),
    );
    for (const { choices } of answers) expect(choices[0]?.message.content).toContain("你好");
    expect(performance.now() - started).toBeGreaterThan(2000);
    // A log line that closely follows another is written a little after the answer.
    await expect.poll(server.output).toContain('"event":"app_cooldown","app":"SPARK_APPS[0]"');
    expect(server.output()).not.toMatch(/11202|slow-(id|secret|key)|spent-(id|secret|key)/);
  });

  it("serves a model from the app in CONFIG_LIST_PATH", async () => {
    const answer = await server.client.chat.completions.create(ask("generalv3"));
    expect(answer.choices[0]?.message.content).toContain("你好");
    await expect.poll(server.output).toContain('"app":"CONFIG_LIST_PATH[0]"');
  });
});
