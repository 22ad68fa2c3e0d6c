import { describe, expect, it } from "vitest";

import { startGateway } from "../setup/gateway";
import { readDocument } from "./openapi";

const USAGE = "/v1/usage";

describe("OpenAPI document: what is left", () => {
  it.each<[what: string, headers: Record<string, string>, status: number]>([
    ["a key", { authorization: "Bearer team:0123456789abcdef" }, 200],
    ["a Spark app", { authorization: "Bearer a:b:c" }, 200],
    ["a wrong key", { authorization: "Bearer no" }, 401],
    [
      "a wrong key, to a client of Anthropic's",
      { "x-api-key": "no", "anthropic-version": "1" },
      401,
    ],
  ])("describes the answer to %s", async (_, headers, status) => {
    await using gateway = await startGateway({
      settings: {
        GATEWAY_API_KEYS: "team:0123456789abcdef",
        RATE_LIMIT: "5/min",
        TOKEN_BUDGET: "100/day",
        SERVER_MODELS: "lite",
      },
    });
    const { findDeviations } = await readDocument(gateway);
    const response = await gateway.fetch(USAGE, { headers });
    expect(response.status).toBe(status);
    expect(await findDeviations(USAGE, "get", response)).toEqual([]);
  });
});
