import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { ROUTES } from "@/lib/gateway/server/routes";

import { type Gateway, startGateway } from "../setup/gateway";

let gateway: Gateway;
beforeAll(async () => {
  // Open, with an app of its own: the operator pays for whatever is accepted.
  gateway = await startGateway({ settings: { RESPONSES_STORE: "memory" } });
});
afterAll(() => gateway[Symbol.asyncDispose]());

/** Each looks like a credential, or like several pasted together, but is invalid. */
const BROKEN = ["a:b:c:d", "::", ":", ":::", "a::c", "a:b:", ":b:c", "a|b|c|d", "||", "a:b:c:d:e"];

/** Routes that require no credential. */
const PUBLIC: ReadonlySet<string> = new Set(["/openapi.json", "/healthz", "/metrics"]);

const rows = ROUTES.filter(({ path }) => !PUBLIC.has(path)).flatMap(({ path, methods }) =>
  Object.keys(methods).map((method) => ({ method, path: path.replace("{id}", "lite") })),
);

const send = (method: string, path: string, headers: Record<string, string>) =>
  gateway.fetch(path, {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...(method === "POST" && { body: JSON.stringify(BODY) }),
  });

/** Enough for every route if the key were valid. */
const BODY = {
  model: "lite",
  max_tokens: 1,
  messages: [{ role: "user", content: "你好" }],
  input: "你好",
  prompt: "你好",
};

describe("an incomplete credential", () => {
  it.each(rows)("returns 401 at $method $path, however it is broken", async (row) => {
    const { method, path } = row;
    for (const key of BROKEN) {
      for (const headers of [{ authorization: `Bearer ${key}` }, { "x-api-key": key }]) {
        const response = await send(method, path, headers);
        expect([key, response.status]).toEqual([key, 401]);
        const { error } = (await response.json()) as { error: Record<string, unknown> };
        expect(JSON.stringify(error)).toMatch(/invalid_api_key|authentication_error/);
      }
    }
    expect(gateway.simulator.connections).toEqual([]);
  });

  it.each(["/v1/messages", "/v1/messages/count_tokens"])(
    "is rejected at %s even beside other headers that anyone may send",
    async (path) => {
      for (const key of BROKEN) {
        const headers = { authorization: "Bearer unset", "x-api-key": key };
        expect([key, (await send("POST", path, headers)).status]).toEqual([key, 401]);
      }
    },
  );
});
