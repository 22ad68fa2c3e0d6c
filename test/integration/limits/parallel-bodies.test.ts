import { describe, expect, it } from "vitest";

import { DEMO_APP } from "../../simulator/apps";
import { ASK, startGateway } from "../setup/gateway";

const { appId, apiSecret, apiKey } = DEMO_APP;
const COUNT = 12;
const BODY = JSON.stringify({ ...ASK, pad: "x".repeat(1_200_000) });
/** A stranger's share has room for three of these bodies, and a key's for six. */
const settings = { MAX_BODY_BYTES: "2000000", BODIES_MAX_BYTES: "16000000" };

describe("a caller's long bodies", () => {
  it.each([
    ["a Spark credential that nobody knows yet", `${appId}:${apiSecret}:${apiKey}`],
    ["a gateway key", "a-key-of-this-gateway"],
  ])("are all answered though they arrive together, with %s", async (_case, key) => {
    await using gateway = await startGateway({
      settings: { ...settings, GATEWAY_API_KEYS: "a-key-of-this-gateway" },
    });
    const headers = {
      authorization: `Bearer ${key}`,
      "content-type": "application/json",
      "content-length": String(BODY.length),
    };
    const statuses = await Promise.all(
      Array.from({ length: COUNT }, async () => {
        const response = await gateway.fetch("/v1/chat/completions", {
          method: "POST",
          body: BODY,
          headers,
        });
        await response.text();
        return response.status;
      }),
    );
    expect(statuses).toEqual(Array<number>(COUNT).fill(200));
  });
});
