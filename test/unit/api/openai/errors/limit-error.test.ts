import { describe, expect, it } from "vitest";

import { toOpenAiError } from "@/lib/api/openai/errors/error";

const explain = (limit: number, windowSeconds: number, retryAfterMs: number) =>
  toOpenAiError(
    { kind: "rate-limited", scope: "caller", limit, windowSeconds, retryAfterMs },
    "req_1",
  );

describe("toOpenAiError: rate limits", () => {
  it.each([
    [1, 1, 250, "1 request per second from each caller: try again in 1 second."],
    [20, 60, 12_001, "20 requests per minute from each caller: try again in 13 seconds."],
    [20, 600, 119_999, "20 requests per 10 minutes from each caller: try again in 2 minutes."],
    [20, 90, 90_000, "20 requests per 90 seconds from each caller: try again in 90 seconds."],
    [500, 86_400, 86_400_000, "500 requests per day from each caller: try again in 24 hours."],
    [500, 172_800, 172_800_000, "500 requests per 2 days from each caller: try again in 2 days."],
  ])("explains a limit of %i per %i s that ends in %i ms", (limit, seconds, waitMs, words) => {
    expect(explain(limit, seconds, waitMs).body.error.message).toContain(words);
  });

  it("rounds retry-after up and never sends zero", () => {
    expect(explain(1, 60, 1000.2).headers).toEqual({
      "retry-after": "2",
      "retry-after-ms": "1001",
    });
    expect(explain(1, 60, -3).headers).toEqual({ "retry-after": "1", "retry-after-ms": "1" });
  });

  it("sends x-should-retry: false for a wait of more than a minute", () => {
    expect(explain(1, 60, 60_000).headers["x-should-retry"]).toBeUndefined();
    expect(explain(1, 61, 60_001).headers["x-should-retry"]).toBe("false");
  });
});
