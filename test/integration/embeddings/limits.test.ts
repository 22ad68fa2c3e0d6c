import { describe, expect, it } from "vitest";

import { startGateway } from "../setup/gateway";
import { embedWith, TRIPLE } from "./asking";

/** Five tokens by estimate. */
const FIVE = "one two three four";
const OWN = { headers: { authorization: `Bearer ${TRIPLE}` } };

describe("POST /v1/embeddings: limits and budgets", () => {
  it("counts a list of texts as one request", async () => {
    await using gateway = await startGateway({ settings: { RATE_LIMIT: "2/min" } });
    const first = await embedWith(gateway, { input: [FIVE, FIVE, FIVE] });
    expect(first.headers.get("x-ratelimit-remaining-requests")).toBe("1");
    expect((await embedWith(gateway, { input: FIVE })).status).toBe(200);
    const refused = await embedWith(gateway, { input: FIVE });
    expect([refused.status, (await refused.json()).error.code]).toEqual([
      429,
      "rate_limit_exceeded",
    ]);
    expect(refused.headers.get("retry-after")).toMatch(/^\d+$/);
  });

  it("debits TOKEN_BUDGET by each text's estimate and reports when it is used up", async () => {
    await using gateway = await startGateway({ settings: { TOKEN_BUDGET: "12/day" } });
    expect((await embedWith(gateway, { input: [FIVE, FIVE] })).status).toBe(200);
    // Any remaining budget buys one full request.
    expect((await embedWith(gateway, { input: FIVE })).status).toBe(200);
    const refused = await embedWith(gateway, { input: FIVE });
    expect([refused.status, (await refused.json()).error.code]).toEqual([
      429,
      "insufficient_quota",
    ]);
    expect((await embedWith(gateway, { input: FIVE }, OWN)).status).toBe(200);
  });

  it("debits nothing for texts that Spark rejected or that were not sent", async () => {
    await using gateway = await startGateway({ settings: { TOKEN_BUDGET: "12/day" } });
    for (let time = 0; time < 5; time += 1) {
      expect((await embedWith(gateway, { input: "/simulate 10013" })).status).toBe(400);
      expect((await embedWith(gateway, { input: "x".repeat(9000) })).status).toBe(400);
    }
    expect((await embedWith(gateway, { input: FIVE })).status).toBe(200);
  });

  it("ignores a used-up image budget", async () => {
    await using gateway = await startGateway({ settings: { IMAGE_BUDGET: "1/day" } });
    for (let time = 0; time < 3; time += 1) {
      expect((await embedWith(gateway, { input: FIVE })).status).toBe(200);
    }
  });
});
