import type { ModelKind } from "../../spark/models";
import type { SparkCredentials } from "../../spark/sign";

/** One of the server's own Spark apps, as its host wrote it down. */
export type SparkApp = {
  /** Where it was written down, such as `SPARK_APPS[0]`: names it in the log without its id. */
  label: string;
  /** Opens the WebSocket. */
  credentials: SparkCredentials | null;
  /** Its APIPassword, which opens HTTP. */
  password: string | null;
  /** Ids of the models that it is asked for; null: all. */
  models: readonly string[] | null;
  /** What it is asked for; null: all. */
  kinds: readonly ModelKind[] | null;
  /** Its share of the questions, beside the other apps' weights. */
  weight: number;
  /** Connections at once; null: as many as may come. */
  concurrency: number | null;
  /** Questions in any one second; null: as many as may come. */
  qps: number | null;
};

/** An app that was written down twice is one app still, with the models of both: Spark counts it once. */
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
