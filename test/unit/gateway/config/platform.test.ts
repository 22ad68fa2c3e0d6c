import { describe, expect, it } from "vitest";

import { withPlatformDefaults } from "@/lib/gateway/config/platform";
import { readSettings } from "@/lib/gateway/config/settings";

const trusted = (environment: Record<string, string>): number =>
  readSettings(withPlatformDefaults(environment)).trustedProxies;

describe("withPlatformDefaults", () => {
  it("trusts one proxy on Vercel unless TRUSTED_PROXIES is set", () => {
    expect(trusted({ VERCEL: "1" })).toBe(1);
    expect(trusted({ VERCEL: "1", TRUSTED_PROXIES: "" })).toBe(1);
    expect(trusted({ VERCEL: "1", TRUSTED_PROXIES: "2" })).toBe(2);
    expect(trusted({ VERCEL: "1", TRUSTED_PROXIES: "0" })).toBe(0);
  });

  it("limits bodies to 4.5 MB on Vercel unless MAX_BODY_BYTES is set", () => {
    const limit = (environment: Record<string, string>): number =>
      readSettings(withPlatformDefaults(environment)).maxBodyBytes;
    expect(limit({ VERCEL: "1" })).toBe(4_500_000);
    expect(limit({ VERCEL: "1", MAX_BODY_BYTES: "1MB" })).toBe(1024 * 1024);
    expect(limit({})).toBe(32 * 1024 * 1024);
  });

  it("trusts no proxy outside Vercel", () => {
    expect(trusted({})).toBe(0);
    expect(trusted({ VERCEL: "" })).toBe(0);
  });
});
