import type { ModelKind } from "../../spark/models";
import type { SparkCredentials } from "../../spark/sign";

/** One of the server's own Spark apps, as configured. */
export type SparkApp = {
  /**
   * The setting that it comes from, such as `SPARK_APPS[0]`. The log uses it instead of the app's
   * id.
   */
  label: string;
  /** Signs WebSocket URLs. */
  credentials: SparkCredentials | null;
  /** The APIPassword for the HTTP service. */
  password: string | null;
  /** Ids of the models to use it for; null for all. */
  models: readonly string[] | null;
  /** The kinds of models to use it for; null for all. */
  kinds: readonly ModelKind[] | null;
  /** Its share of the requests, relative to the other apps' weights. */
  weight: number;
  /** Concurrent connections; null for no limit. */
  concurrency: number | null;
  /** Requests per second; null for no limit. */
  qps: number | null;
};

/**
 * Merges entries for the same app, with the models of both, because Spark counts them as one app.
 */
export function mergeApps(apps: readonly SparkApp[]): SparkApp[] {
  const merged = new Map<string, SparkApp>();
  for (const app of apps) {
    const key = JSON.stringify(app.credentials ?? app.password);
    const known = merged.get(key);
    merged.set(key, known ? join(known, app) : app);
  }
  return [...merged.values()];
}

function join(first: SparkApp, second: SparkApp): SparkApp {
  const models =
    first.models && second.models ? [...new Set([...first.models, ...second.models])] : null;
  return {
    ...first,
    password: first.password ?? second.password,
    models,
    kinds: first.kinds && second.kinds ? [...new Set([...first.kinds, ...second.kinds])] : null,
    concurrency: first.concurrency ?? second.concurrency,
    qps: first.qps ?? second.qps,
  };
}
