import { DEMO_APP } from "../../simulator/apps";
import type { Gateway } from "./gateway";

/** Both of Spark's services, each with a credential that opens it. */
export const SERVICES = [
  ["the WebSocket", `${DEMO_APP.appId}:${DEMO_APP.apiSecret}:${DEMO_APP.apiKey}`],
  ["HTTP", DEMO_APP.apiPassword],
] as const;

/** Posts on the service that the key opens. */
export function postWith(gateway: Gateway, key: string) {
  return (body: unknown): Promise<Response> =>
    gateway.post(body, { headers: { authorization: `Bearer ${key}` } });
}

/** What Spark was told, the last time unless another is meant, over either service. */
export async function readSent(gateway: Gateway, at = -1) {
  const connection = gateway.simulator.connections.at(at);
  const isHttp = connection?.path.endsWith("/chat/completions") ?? false;
  return JSON.parse(JSON.stringify(await (isHttp ? connection?.body : connection?.request)));
}

/** The part of a request that is fresh each time, for golden files. */
export function hideUid(key: string, value: unknown): unknown {
  return key === "uid" || key === "user" ? "(fresh)" : value;
}
