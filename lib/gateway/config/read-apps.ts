import { readFileSync } from "node:fs";

import type { Catalogue } from "../../spark/catalogue";
import { VERSIONS } from "../../spark/model-rows";
import { VERSIONED_ID } from "../../spark/models";
import type { SparkCredentials } from "../../spark/sign";
import type { SettingType } from "./setting-types";
import { secret } from "./setting-types";
import * as kinds from "./app-schema";
import { mergeApps, type SparkApp } from "./spark-app";

/**
 * Reads one variable; undefined if it is not set.
 * @throws Error that names the variable
 */
type Find = <T>(name: string, kind: SettingType<T>) => T | undefined;

/**
 * Reads every Spark app that the operator configured, in any of the supported ways.
 * @throws Error whose message is one line that names the variable and what it expects, without any
 *   secret
 */
export function readApps(find: Find, catalogue: Catalogue): SparkApp[] {
  const fallback = find("APP_CONCURRENCY", kinds.concurrency) ?? null;
  const apps = mergeApps([
    ...readOwnApp(find),
    ...readListedApps(find, catalogue),
    ...readConfigList(find("CONFIG_LIST_PATH", kinds.path), catalogue),
  ]);
  return apps.map((app) => Object.assign(app, { concurrency: app.concurrency ?? fallback }));
}

/**
 * Reads the app with its own variables; an APIPassword next to its three values belongs to the same
 * app.
 */
function readOwnApp(find: Find): SparkApp[] {
  const credentials = requireWhole({
    APP_ID: find("APP_ID", secret),
    API_SECRET: find("API_SECRET", secret),
    API_KEY: find("API_KEY", secret),
  });
  const password = find("API_PASSWORD", secret) ?? null;
  if (!credentials && password === null) return [];
  const label = credentials ? "APP_ID" : "API_PASSWORD";
  return [toPlainApp(label, { credentials, password, models: null })];
}

function requireWhole(
  values: Record<"APP_ID" | "API_SECRET" | "API_KEY", string | undefined>,
): SparkCredentials | null {
  const { APP_ID: appId, API_SECRET: apiSecret, API_KEY: apiKey } = values;
  if (appId && apiSecret && apiKey) return { appId, apiSecret, apiKey };
  if (!appId && !apiSecret && !apiKey) return null;
  const missing = Object.entries(values).flatMap(([name, value]) => (value ? [] : [name]));
  throw new Error(
    `APP_ID, API_SECRET and API_KEY go together: set ${missing.join(" and ")}, or none.`,
  );
}

function readListedApps(find: Find, catalogue: Catalogue): SparkApp[] {
  const listed = find("SPARK_APPS", kinds.apps) ?? [];
  return listed.map((app, index) => {
    const { credentials, password, services, weight, concurrency = null, qps = null } = app;
    const models = app.models?.flatMap((name) => requireIds("SPARK_APPS", name, catalogue)) ?? null;
    const mute = models?.find((id) => catalogue.findRow(id)?.httpPath === null);
    if (!credentials && mute !== undefined) {
      throw new Error(
        `SPARK_APPS: ${mute} needs a signature, and an apiPassword alone does not open it.`,
      );
    }
    const label = `SPARK_APPS[${index}]`;
    return {
      label,
      credentials,
      password,
      models,
      kinds: services ?? null,
      weight,
      concurrency,
      qps,
    };
  });
}

/** Reads the file in which the first Spark gateway kept its apps, with one entry per model. */
function readConfigList(path: string | undefined, catalogue: Catalogue): SparkApp[] {
  if (path === undefined) return [];
  const result = kinds.configList.schema.safeParse(readText(path));
  if (!result.success) throw new Error(`CONFIG_LIST_PATH must be ${kinds.configList.expects}.`);
  return result.data.map(({ model, secrets }, index) =>
    toPlainApp(`CONFIG_LIST_PATH[${index}]`, {
      credentials: {
        appId: secrets.app_id,
        apiSecret: secrets.api_secret,
        apiKey: secrets.api_key,
      },
      password: null,
      models: requireIds("CONFIG_LIST_PATH", model, catalogue),
    }),
  );
}

/** Builds an app without further options. */
const toPlainApp = (
  label: string,
  { credentials, password, models }: Pick<SparkApp, "credentials" | "password" | "models">,
): SparkApp => ({
  label,
  credentials,
  password,
  models,
  kinds: null,
  weight: 1,
  concurrency: null,
  qps: null,
});

function readText(path: string): string {
  try {
    return readFileSync(/* turbopackIgnore: true */ path, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
    throw new Error(`CONFIG_LIST_PATH names a file that cannot be read${code}.`, { cause: error });
  }
}

/** Returns the models behind a name: one, or all that have their own version. */
function requireIds(variable: string, name: string, catalogue: Catalogue): readonly string[] {
  const id = catalogue.findId(name);
  if (id === VERSIONED_ID) return Object.values(VERSIONS);
  if (id !== undefined && catalogue.findRow(id)) return [id];
  throw new Error(
    `${variable}: the model ${JSON.stringify(name)} is none of ${catalogue.ids.join(", ")}.`,
  );
}
