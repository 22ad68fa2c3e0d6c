import { expect, it } from "vitest";

import { toDuration, toRateLimitHeaders } from "@/lib/api/openai/rate-limit-headers";

it.each([
  [0, "0s"],
  [-5, "0s"],
  [0.2, "1ms"],
  [250, "250ms"],
  [1000, "1s"],
  [7660, "7.66s"],
  [59_999, "59.999s"],
  [60_000, "1m0s"],
  [360_000, "6m0s"],
  [3_600_000, "1h0m0s"],
  [86_399_500, "23h59m59.5s"],
  [2_073_600_000, "576h0m0s"],
])("toDuration writes %d ms as OpenAI does: %s", (milliseconds, text) => {
  expect(toDuration(milliseconds)).toBe(text);
});

it("toRateLimitHeaders writes the limit, the remaining requests and the reset", () => {
  expect(toRateLimitHeaders({ limit: 20, remaining: 19, resetMs: 60_000 })).toEqual({
    "x-ratelimit-limit-requests": "20",
    "x-ratelimit-remaining-requests": "19",
    "x-ratelimit-reset-requests": "1m0s",
  });
});
