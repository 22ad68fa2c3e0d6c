import { DEMO_APP } from "../../simulator/apps";
import type { Gateway } from "./gateway";

/** Both of Spark's services, each with a credential for it. */
export const SERVICES = [
  ["the WebSocket", `${DEMO_APP.appId}:${DEMO_APP.apiSecret}:${DEMO_APP.apiKey}`],
  ["HTTP", DEMO_APP.apiPassword],
] as const;

/** Posts to the service of the key. */
export function postWith(gateway: Gateway, key: string) {
  return (body: unknown): Promise<Response> =>
    gateway.post(body, { headers: { authorization: `Bearer ${key}` } });
}

/** Returns the request that Spark got on either service, by default the last one. */
export async function readSent(gateway: Gateway, at = -1) {
  const connection = gateway.simulator.connections.at(at);
  const isHttp = connection?.path.endsWith("/chat/completions") ?? false;
  return JSON.parse(JSON.stringify(await (isHttp ? connection?.body : connection?.request)));
}

/** Hides the random part of a request, for golden files. */
export function hideUid(key: string, value: unknown): unknown {
  return key === "uid" || key === "user" ? "(fresh)" : value;
}
