import type { Settings } from "../gateway/config/settings";
import { findVersionedId, type Catalogue } from "../spark/catalogue";
import { DEFAULT_VERSION } from "../spark/model-rows";
import { type Model, VERSIONED_ID } from "../spark/models";
import type { SparkCredentials } from "../spark/sign";

/** One configured app with its credentials. */
export type Target = {
  /** The setting that it comes from. */
  label: string;
  app: SparkCredentials | null;
  /** The APIPassword for Spark's HTTP service. */
  password: string | null;
  /** The models that the settings name for it; null for the whole catalogue. */
  modelIds: readonly string[] | null;
};

/** Lists every configured app. */
export function listTargets({ apps }: Settings): readonly Target[] {
  return apps.map(({ label, credentials, password, models }) => ({
    label,
    app: credentials,
    password,
    modelIds: models,
  }));
}

/** Lists the values that must never be printed. */
export function listSecrets(targets: readonly Target[], settings: Settings): readonly string[] {
  const own = targets.flatMap(({ app, password }) => [
    ...(app ? [app.appId, app.apiSecret, app.apiKey] : []),
    ...(password === null ? [] : [password]),
  ]);
  const { gatewayKeys, metricsToken, redisUrl } = settings;
  const keys = gatewayKeys.list().map(({ key }) => key);
  return [...own, ...keys, ...[metricsToken, redisUrl].filter((secret) => secret !== null)];
}

/** Reports whether anyone may spend the gateway's own tokens without limit. */
export function isOpen({ gatewayKeys, rateLimit, tokenBudget }: Settings): boolean {
  return !gatewayKeys.isRequired && rateLimit.length + tokenBudget.length === 0;
}

/**
 * Finds the models with these names, each once.
 * @throws Error that lists the known names
 */
export function findModels(names: readonly string[], catalogue: Catalogue): readonly Model[] {
  const rows = names.map((name) => {
    const id = catalogue.findId(name) ?? "";
    const row = catalogue.findRow(
      id === VERSIONED_ID ? (findVersionedId(DEFAULT_VERSION) ?? "") : id,
    );
    if (row) return row;
    throw new Error(`There is no model ${name}. Known: ${catalogue.ids.join(", ")}.`);
  });
  return [...new Set(rows)];
}

/** Lists every model of the catalogue, each once. */
export function listModels(catalogue: Catalogue): readonly Model[] {
  return catalogue.ids.flatMap((id) => catalogue.findRow(id) ?? []);
}
