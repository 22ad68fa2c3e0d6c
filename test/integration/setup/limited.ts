import { ASK, type Gateway, startGateway } from "./gateway";

/** The limit of {@link startLimited}, per minute. */
export const LIMIT = 3;

/** Starts a gateway whose callers choose their own IP address. */
export function startLimited(settings: Record<string, string> = {}): Promise<Gateway> {
  return startGateway({
    settings: { RATE_LIMIT: `${LIMIT}/min`, ...settings },
    deps: { findPeer: ({ headers }) => headers.get("x-test-address") ?? "203.0.113.7" },
  });
}

type Asking = { key?: string; address?: string; body?: unknown };

export async function ask(
  gateway: Gateway,
  { key, address, body = ASK }: Asking = {},
): Promise<Response> {
  const response = await gateway.post(body, {
    headers: {
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...(address !== undefined && { "x-test-address": address }),
    },
  });
  // A stream is over, and its caller verified, only after it has been read.
  const text = await response.text();
  return new Response(text, response);
}

export async function askEach(gateway: Gateway, asking: readonly Asking[]): Promise<number[]> {
  const statuses: number[] = [];
  for (const one of asking) statuses.push((await ask(gateway, one)).status);
  return statuses;
}

/** Repeats the same request. */
export function times(count: number, asking: Asking): Asking[] {
  return Array.from({ length: count }, () => asking);
}
