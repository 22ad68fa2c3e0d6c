import { describe, expect, it } from "vitest";

import { readAllowance, readReport } from "@/lib/playground/api/headers";
import { createNonce, toPageHeaders } from "@/lib/playground/page/csp";

describe("an answer's headers", () => {
  it("tell what was changed and left out", () => {
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

  it("tell how many requests are left, where the gateway counts", () => {
    const counted = { "x-ratelimit-limit-requests": "20", "x-ratelimit-remaining-requests": "18" };
    expect(readAllowance(new Headers(counted))).toEqual({ limit: 20, remaining: 18 });
    expect(readAllowance(new Headers())).toBeNull();
  });
});

describe("the page's headers", () => {
  it("let nothing run without the nonce, and nothing be evaluated but in development", () => {
    const { "content-security-policy": policy } = toPageHeaders("abc", false);
    expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
    expect(policy).not.toContain("unsafe");
    expect(toPageHeaders("abc", true)["content-security-policy"]).toContain("'unsafe-eval'");
  });

  it("have a nonce that nobody can guess", () => {
    const nonces = new Set(Array.from({ length: 100 }, createNonce));
    expect(nonces.size).toBe(100);
    for (const nonce of nonces) expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);
  });
});
