import type { SparkApp } from "../../simulator/apps";
import { ASK, type Gateway, type GatewayOptions, startGateway } from "./gateway";

/** Creates an app that the simulator knows; its three values start with its name. */
export function toSimulated(name: string, more: Partial<SparkApp> = {}): SparkApp {
  return {
    appId: `${name}-id`,
    apiSecret: `${name}-secret`,
    apiKey: `${name}-key`,
    apiPassword: `${name}:password`,
    ...more,
  };
}

/** Returns the app's entry for SPARK_APPS, with only the given options. */
export function toListed({ appId, apiSecret, apiKey }: SparkApp, more: object = {}): object {
  return { appId, apiSecret, apiKey, ...more };
}

/** No app in the environment, so that only SPARK_APPS counts. */
export const NO_OWN_APP = { APP_ID: "", API_SECRET: "", API_KEY: "", API_PASSWORD: "" };

type Options = Omit<GatewayOptions, "settings"> & {
  /** The apps in SPARK_APPS; by default all of them, with only their three values. */
  listed?: readonly object[];
  settings?: Record<string, string>;
};

/** Starts a gateway with exactly these apps, which Spark knows with all their properties. */
export function startWithApps(apps: readonly SparkApp[], options: Options = {}): Promise<Gateway> {
  const { listed = apps.map((app) => toListed(app)), settings, simulator, ...rest } = options;
  return startGateway({
    ...rest,
    settings: { ...NO_OWN_APP, SPARK_APPS: JSON.stringify(listed), ...settings },
    simulator: { ...simulator, apps },
  });
}

/** Lists the app of each connection, oldest first, by the name in its key. */
export function listAsked({ simulator }: Gateway): string[] {
  return simulator.connections.map(({ query, headers }) => {
    const origin = Buffer.from(query.get("authorization") ?? "", "base64").toString();
    const password = headers.authorization ?? "";
    return /api_key="(\w+)-/.exec(origin)?.[1] ?? /^Bearer (\w+):/.exec(password)?.[1] ?? "?";
  });
}

/** Starts a gateway with an app whose limit both Spark and the gateway know. */
export function startLimited(
  limits: { qps?: number; concurrency?: number },
  options: Options = {},
): Promise<Gateway> {
  const app = toSimulated("app", limits);
  return startWithApps([app], { listed: [toListed(app, limits)], ...options });
}

/** Waits for this many turns of the event loop. */
export const turns = (count: number): Promise<void> =>
  count === 0 ? Promise.resolve() : new Promise(setImmediate).then(() => turns(count - 1));

/** Sends several requests in turn and returns how each ended. */
export async function askTimes(
  gateway: Gateway,
  times: number,
  body: object = ASK,
): Promise<number[]> {
  const statuses: number[] = [];
  for (let time = 0; time < times; time += 1) statuses.push((await gateway.post(body)).status);
  return statuses;
}
