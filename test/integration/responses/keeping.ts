import type { Json } from "../../responses/events";
import { type Gateway, type GatewayOptions, startGateway } from "../setup/gateway";
import { ASK, readWhole, respond } from "./ask";

export const TTL = 60_000;

/** A gateway that keeps responses in memory, with a clock that the test advances. */
export async function startKeeping({ settings, ...options }: GatewayOptions = {}) {
  let time = Date.now();
  const gateway = await startGateway({
    settings: { RESPONSES_STORE: "memory", RESPONSES_STORE_TTL_MS: String(TTL), ...settings },
    deps: { now: () => new Date(time) },
    // Signatures contain the date.
    simulator: { now: () => time },
    ...options,
  });
  return Object.assign(gateway, {
    pass(milliseconds: number): void {
      time += milliseconds;
    },
  });
}

/** Requests a response, optionally as a continuation of another. */
export async function ask(
  gateway: Gateway,
  input: unknown,
  previous?: Json,
  more: Record<string, unknown> & { key?: string } = {},
): Promise<Json> {
  const { key, ...fields } = more;
  const chain = previous && { previous_response_id: previous.id };
  return readWhole(await respond(gateway, { ...ASK, input, ...chain, ...fields }, { key }));
}

export function fetchKept(
  gateway: Gateway,
  path: string,
  { method = "GET", key }: { method?: string; key?: string | undefined } = {},
): Promise<Response> {
  const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
  return gateway.fetch(`/v1/responses/${path}`, { method, headers });
}

/** Returns the status of a request for a response, with its error's code and message. */
export async function refusalOf(response: Response) {
  const { error } = await response.json();
  const { status, headers } = response;
  return { status, retry: headers.get("x-should-retry"), ...error };
}
