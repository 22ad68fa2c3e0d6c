import type { Json } from "../../responses/events";
import { type Gateway, type GatewayOptions, startGateway } from "../setup/gateway";
import { ASK, readWhole, respond } from "./ask";

export const TTL = 60_000;

/** A gateway that keeps responses in memory, and whose time goes on when it is told to. */
export async function startKeeping({ settings, ...options }: GatewayOptions = {}) {
  let time = Date.now();
  const gateway = await startGateway({
    settings: { RESPONSES_STORE: "memory", RESPONSES_STORE_TTL_MS: String(TTL), ...settings },
    deps: { now: () => new Date(time) },
    // Signatures are dated.
    simulator: { now: () => time },
    ...options,
  });
  return Object.assign(gateway, {
    pass(milliseconds: number): void {
      time += milliseconds;
    },
  });
}

/** The response to a question, after another one where there was one. */
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

/** The status of a request for a response, and its error's code and words. */
export async function refusalOf(response: Response) {
  const { error } = await response.json();
  const { status, headers } = response;
  return { status, retry: headers.get("x-should-retry"), ...error };
}
