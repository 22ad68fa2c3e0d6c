import Anthropic from "@anthropic-ai/sdk";

import type { Gateway } from "../setup/gateway";

export const ASK = {
  model: "generalv3.5",
  max_tokens: 1000,
  messages: [{ role: "user" as const, content: "你好" }],
};

/** Replaces the network with the handler itself, with path and query. */
export function toFetch(gateway: Gateway): typeof fetch {
  return async (input, init) => {
    const { pathname, search } = new URL(input instanceof Request ? input.url : String(input));
    return gateway.fetch(pathname + search, init);
  };
}

/** Anthropic's own client in front of the real handler. */
export function createClient(gateway: Gateway, apiKey: string, maxRetries = 0): Anthropic {
  const baseURL = "http://gateway";
  return new Anthropic({ apiKey, baseURL, maxRetries, fetch: toFetch(gateway) });
}

export type Posting = Omit<RequestInit, "headers"> & {
  headers?: Record<string, string>;
  path?: string;
};

/** Posts as Anthropic's clients do. */
export function post(
  gateway: Gateway,
  body: unknown,
  { headers = {}, path = "/v1/messages", ...init }: Posting = {},
): Promise<Response> {
  return gateway.fetch(path, {
    method: "POST",
    headers: { "anthropic-version": "2023-06-01", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
    ...init,
  });
}

export const bearer = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });
