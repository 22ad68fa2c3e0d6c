import { describe, expect, it } from "vitest";

import { withPlatformDefaults } from "@/lib/gateway/config/platform";
import { readSettings } from "@/lib/gateway/config/settings";

const trusted = (environment: Record<string, string>): number =>
  readSettings(withPlatformDefaults(environment)).trustedProxies;

describe("On Vercel", () => {
  it("one proxy is trusted unless another number is given", () => {
    expect(trusted({ VERCEL: "1" })).toBe(1);
    expect(trusted({ VERCEL: "1", TRUSTED_PROXIES: "" })).toBe(1);
    expect(trusted({ VERCEL: "1", TRUSTED_PROXIES: "2" })).toBe(2);
    expect(trusted({ VERCEL: "1", TRUSTED_PROXIES: "0" })).toBe(0);
  });

  it("a body is as large as Vercel lets through unless another size is given", () => {
    const limit = (environment: Record<string, string>): number =>
      readSettings(withPlatformDefaults(environment)).maxBodyBytes;
    expect(limit({ VERCEL: "1" })).toBe(4_500_000);
    expect(limit({ VERCEL: "1", MAX_BODY_BYTES: "1MB" })).toBe(1024 * 1024);
    expect(limit({})).toBe(32 * 1024 * 1024);
  });

  it("and nowhere else", () => {
    expect(trusted({})).toBe(0);
    expect(trusted({ VERCEL: "" })).toBe(0);
  });
});
