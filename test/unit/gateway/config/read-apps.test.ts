import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, it } from "vitest";

import { readSettings } from "@/lib/gateway/config/settings";

const folder = mkdtempSync(join(tmpdir(), "spark-apps-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(content: unknown): string {
  const path = join(folder, "config_list.json");
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const one = { appId: "id1", apiSecret: "secret1", apiKey: "key1" };
const two = { appId: "id2", apiSecret: "secret2", apiKey: "key2" };
const old = { app_id: "id1", api_secret: "secret1", api_key: "key1" };

const read = (environment: Record<string, unknown>) =>
  readSettings(
    Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [
        name,
        typeof value === "string" ? value : JSON.stringify(value),
      ]),
    ),
  ).apps;

describe("readSettings: apps", () => {
  it("reads SPARK_APPS with the ids and aliases of models", () => {
    const apps = read({
      SPARK_APPS: [
        {
          ...one,
          models: ["Spark-Max", "lite"],
          services: ["chat"],
          weight: 3,
          concurrency: 2,
          qps: 4,
        },
        { ...two, apiPassword: "p:w", models: ["spark-api"] },
        { apiPassword: "p2" },
      ],
      APP_CONCURRENCY: "7",
    });
    expect(apps).toEqual([
      {
        label: "SPARK_APPS[0]",
        credentials: one,
        password: null,
        models: ["generalv3.5", "lite"],
        kinds: ["chat"],
        weight: 3,
        concurrency: 2,
        qps: 4,
      },
      {
        label: "SPARK_APPS[1]",
        credentials: two,
        password: "p:w",
        models: ["lite", "generalv2", "generalv3", "generalv3.5", "4.0Ultra"],
        kinds: null,
        weight: 1,
        concurrency: 7,
        qps: null,
      },
      {
        label: "SPARK_APPS[2]",
        credentials: null,
        password: "p2",
        models: null,
        kinds: null,
        weight: 1,
        concurrency: 7,
        qps: null,
      },
    ]);
  });

  it("resolves the aliases in MODEL_ALIASES", () => {
    const MODEL_ALIASES = { mine: "max-32k" };
    const [app] = read({ SPARK_APPS: [{ ...one, models: ["Mine"] }], MODEL_ALIASES });
    expect(app?.models).toEqual(["max-32k"]);
  });

  it("merges the entries of one app in CONFIG_LIST_PATH", () => {
    const path = write([
      { model: "spark-chat-v3", secrets: old },
      { model: "general", secrets: old, comment: "of no interest" },
      { model: "vision", secrets: { app_id: "id2", api_secret: "secret2", api_key: "key2" } },
    ]);
    expect(read({ CONFIG_LIST_PATH: path })).toMatchObject([
      { label: "CONFIG_LIST_PATH[0]", credentials: one, models: ["generalv3", "lite"] },
      { label: "CONFIG_LIST_PATH[2]", credentials: two, models: ["vision"] },
    ]);
  });

  it("accepts a byte order mark in the file of CONFIG_LIST_PATH", () => {
    const path = write(`\uFEFF${JSON.stringify([{ model: "lite", secrets: old }])}`);
    expect(read({ CONFIG_LIST_PATH: path })).toHaveLength(1);
  });

  it("merges the same app from several settings", () => {
    const apps = read({
      APP_ID: "id1",
      API_SECRET: "secret1",
      API_KEY: "key1",
      API_PASSWORD: "p",
      SPARK_APPS: [{ ...one, models: ["lite"], qps: 2 }, two],
      CONFIG_LIST_PATH: write([{ model: "lite", secrets: old }]),
    });
    expect(apps).toMatchObject([
      { label: "APP_ID", credentials: one, password: "p", models: null, qps: 2 },
      { label: "SPARK_APPS[1]", credentials: two },
    ]);
  });

  it.each<[string, unknown, RegExp]>([
    ["SPARK_APPS", "{", /JSON array of apps/],
    ["SPARK_APPS", one, /JSON array of apps/],
    ["SPARK_APPS", [{ ...one, apiKey: undefined }], /all three values/],
    ["SPARK_APPS", [{ models: ["lite"] }], /an apiPassword/],
    ["SPARK_APPS", [{ ...one, appKey: "typing error" }], /JSON array of apps/],
    ["SPARK_APPS", [{ ...one, qps: 0 }], /JSON array of apps/],
    ["SPARK_APPS", [{ ...one, weight: 1.5 }], /JSON array of apps/],
    ["SPARK_APPS", [{ ...one, models: [] }], /JSON array of apps/],
    ["SPARK_APPS", [{ ...one, apiSecret: "密" }], /JSON array of apps/],
    ["SPARK_APPS", [{ ...one, models: ["gpt\n9"] }], /"gpt\\n9" is none of .*lite/],
    ["SPARK_APPS", [{ apiPassword: "p", models: ["vision"] }], /vision needs a signature/],
    ["CONFIG_LIST_PATH", join(folder, "nowhere.json"), /cannot be read \(ENOENT\)/],
    ["CONFIG_LIST_PATH", folder, /cannot be read \(EISDIR\)/],
    ["CONFIG_LIST_PATH", () => write("not JSON"), /path of a JSON file/],
    ["CONFIG_LIST_PATH", () => write({ model: "lite" }), /path of a JSON file/],
    [
      "CONFIG_LIST_PATH",
      () => write([{ model: "lite", secrets: { ...old, api_key: "" } }]),
      /path of a JSON file/,
    ],
    [
      "CONFIG_LIST_PATH",
      () => write([{ model: "gpt-9", secrets: old }]),
      /"gpt-9" is none of .*lite/,
    ],
  ])(
    "rejects %s=%j with an error that names the setting and no secret (case %#)",
    (name, value, words) => {
      const attempt = (): unknown =>
        read({ [name]: typeof value === "function" ? value() : value });
      expect(attempt).toThrow(words);
      expect(attempt).toThrow(name);
      expect(attempt).not.toThrow(/\n|secret1|key1/);
    },
  );
});
