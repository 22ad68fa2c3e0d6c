import { describe, expect, it } from "vitest";

import { refuseWith, silence } from "../../simulator/scripts";
import { startGateway } from "../setup/gateway";
import { NO_OWN_APP, startWithApps, toSimulated } from "../setup/several-apps";
import { ASK, post } from "./anthropic";

const readError = async (response: Response) => (await response.json()).error;

describe("Messages API: the gateway's limits", () => {
  it("reports when to retry over RATE_LIMIT, and does not count token counting", async () => {
    await using gateway = await startGateway({ settings: { RATE_LIMIT: "2/min" } });
    for (let time = 0; time < 25; time += 1) {
      const counted = await post(gateway, ASK, { path: "/v1/messages/count_tokens" });
      expect(counted.status).toBe(200);
      expect(counted.headers.get("x-ratelimit-remaining-requests")).toBeNull();
    }
    expect((await post(gateway, ASK)).headers.get("x-ratelimit-remaining-requests")).toBe("1");
    expect((await post(gateway, ASK)).status).toBe(200);
    const response = await post(gateway, ASK);
    expect(response.status).toBe(429);
    expect(response.headers.get("retry-after")).toMatch(/^\d+$/);
    expect(await readError(response)).toMatchObject({ type: "rate_limit_error" });
  });

  it("reports a used-up budget as a rate limit that is not worth a retry", async () => {
    await using gateway = await startGateway({ settings: { TOKEN_BUDGET: "1/day" } });
    expect((await post(gateway, ASK)).status).toBe(200);
    const response = await post(gateway, ASK);
    expect(response.status).toBe(429);
    expect(response.headers.get("x-should-retry")).toBe("false");
    expect(response.headers.get("retry-after")).toMatch(/^\d+$/);
    expect(await readError(response)).toMatchObject({ type: "rate_limit_error" });
    const counted = await post(gateway, ASK, { path: "/v1/messages/count_tokens" });
    expect(counted.status).toBe(200);
  });

  it("counts tokens while every app is busy and the queue is full", async () => {
    await using gateway = await startGateway({
      settings: { APP_CONCURRENCY: "1", QUEUE_TIMEOUT_MS: "20" },
    });
    gateway.simulator.play(silence);
    const abort = new AbortController();
    const held = post(gateway, ASK, { signal: abort.signal });
    await gateway.simulator.connection(0);
    const response = await post(gateway, ASK);
    expect(response.status).toBe(429);
    const counted = await post(gateway, ASK, { path: "/v1/messages/count_tokens" });
    expect(counted.status).toBe(200);
    abort.abort();
    await held;
  });

  it("reports Spark's used-up quota during the cooldown as a billing error", async () => {
    await using gateway = await startWithApps([toSimulated("one"), toSimulated("two")]);
    gateway.simulator.play(refuseWith(11_201, "m"), refuseWith(11_201, "m"));
    await post(gateway, ASK);
    const response = await post(gateway, ASK);
    expect(gateway.simulator.connections).toHaveLength(2);
    expect(response.status).toBe(402);
    expect(await readError(response)).toMatchObject({ type: "billing_error" });
  });

  it("rejects a model that SERVER_MODELS does not list, on both routes", async () => {
    await using gateway = await startGateway({ settings: { SERVER_MODELS: "4.0Ultra" } });
    for (const path of ["/v1/messages", "/v1/messages/count_tokens"]) {
      const response = await post(gateway, ASK, { path });
      expect(response.status).toBe(403);
      expect(await readError(response)).toMatchObject({
        type: "permission_error",
        message: expect.stringMatching(/^model: /),
      });
    }
  });

  it("reports that the server has no app of its own", async () => {
    await using gateway = await startGateway({ settings: NO_OWN_APP });
    const response = await post(gateway, ASK);
    expect(response.status).toBe(401);
    expect(response.headers.get("x-should-retry")).toBe("false");
    expect(await readError(response)).toMatchObject({ type: "authentication_error" });
  });

  it("returns overloaded_error during shutdown", async () => {
    await using gateway = await startGateway({ deps: { isShuttingDown: () => true } });
    const response = await post(gateway, ASK);
    expect(response.status).toBe(529);
    expect(await readError(response)).toMatchObject({ type: "overloaded_error" });
  });
});
