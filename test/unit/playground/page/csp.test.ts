import { describe, expect, it } from "vitest";

import { readAllowance, readReport } from "@/lib/playground/api/headers";
import { createNonce, toPageHeaders } from "@/lib/playground/page/csp";

describe("response headers", () => {
  it("reads IDs, adjustments and truncation from the response headers", () => {
    const headers = new Headers({
      "x-request-id": "req_1",
      "x-spark-sid": "cht1",
      "x-spark-adjusted": "temperature=0.01",
      "x-spark-ignored": "seed, top_p",
      "x-spark-truncated": "3",
    });
    expect(readReport(headers)).toEqual({
      requestId: "req_1",
      sid: "cht1",
      adjusted: ["temperature=0.01"],
      ignored: ["seed", "top_p"],
      truncated: 3,
    });
    expect(readReport(new Headers())).toEqual({
      requestId: null,
      sid: null,
      adjusted: [],
      ignored: [],
      truncated: null,
    });
  });

  it("reads remaining requests from rate-limit headers, or null without them", () => {
    const counted = { "x-ratelimit-limit-requests": "20", "x-ratelimit-remaining-requests": "18" };
    expect(readAllowance(new Headers(counted))).toEqual({ limit: 20, remaining: 18 });
    expect(readAllowance(new Headers())).toBeNull();
  });
});

describe("page headers", () => {
  it("allows only scripts with the nonce, and eval only in development", () => {
    const { "content-security-policy": policy } = toPageHeaders("abc", false);
    expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
    expect(policy).not.toContain("unsafe");
    expect(toPageHeaders("abc", true)["content-security-policy"]).toContain("'unsafe-eval'");
  });

  it("creates a unique 16-byte nonce on every call", () => {
    const nonces = new Set(Array.from({ length: 100 }, createNonce));
    expect(nonces.size).toBe(100);
    for (const nonce of nonces) expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);
  });
});
