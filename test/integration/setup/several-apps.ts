import type { SparkApp } from "../../simulator/apps";
import { ASK, type Gateway, type GatewayOptions, startGateway } from "./gateway";

/** An app that the simulator knows; its name begins its three values. */
export function toSimulated(name: string, more: Partial<SparkApp> = {}): SparkApp {
  return {
    appId: `${name}-id`,
    apiSecret: `${name}-secret`,
    apiKey: `${name}-key`,
    apiPassword: `${name}:password`,
    ...more,
  };
}

/** The same as SPARK_APPS has it, without what its host does not say there. */
export function toListed({ appId, apiSecret, apiKey }: SparkApp, more: object = {}): object {
  return { appId, apiSecret, apiKey, ...more };
}

/** No app of its own: SPARK_APPS alone counts. */
export const NO_OWN_APP = { APP_ID: "", API_SECRET: "", API_KEY: "", API_PASSWORD: "" };

type Options = Omit<GatewayOptions, "settings"> & {
  /** As the gateway knows them; without it, all, and only their three values. */
  listed?: readonly object[];
  settings?: Record<string, string>;
};

/** A gateway whose apps are these alone, known to Spark with all that is said of them. */
export function startWithApps(apps: readonly SparkApp[], options: Options = {}): Promise<Gateway> {
  const { listed = apps.map((app) => toListed(app)), settings, simulator, ...rest } = options;
  return startGateway({
    ...rest,
    settings: { ...NO_OWN_APP, SPARK_APPS: JSON.stringify(listed), ...settings },
    simulator: { ...simulator, apps },
  });
}

/** Which app each connection came from, oldest first, by the name that its key begins with. */
export function listAsked({ simulator }: Gateway): string[] {
  return simulator.connections.map(({ query, headers }) => {
    const origin = Buffer.from(query.get("authorization") ?? "", "base64").toString();
    const password = headers.authorization ?? "";
    return /api_key="(\w+)-/.exec(origin)?.[1] ?? /^Bearer (\w+):/.exec(password)?.[1] ?? "?";
  });
}

/** An app of which Spark, and so the gateway, knows a limit. */
export function startLimited(
  limits: { qps?: number; concurrency?: number },
  options: Options = {},
): Promise<Gateway> {
  const app = toSimulated("app", limits);
  return startWithApps([app], { listed: [toListed(app, limits)], ...options });
}

/** As many turns of the event loop. */
export const turns = (count: number): Promise<void> =>
  count === 0 ? Promise.resolve() : new Promise(setImmediate).then(() => turns(count - 1));

/** Several questions, one after the other, and how each ended. */
export async function askTimes(
  gateway: Gateway,
  times: number,
  body: object = ASK,
): Promise<number[]> {
  const statuses: number[] = [];
  for (let time = 0; time < times; time += 1) statuses.push((await gateway.post(body)).status);
  return statuses;
}
