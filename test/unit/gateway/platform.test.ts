import { describe, expect, it } from "vitest";

import { withPlatformDefaults } from "@/lib/gateway/platform";
import { readSettings } from "@/lib/gateway/settings";

const trusted = (environment: Record<string, string>): number =>
  readSettings(withPlatformDefaults(environment)).trustedProxies;

describe("On Vercel", () => {
  it("one proxy is trusted unless another number is given", () => {
    expect(trusted({ VERCEL: "1" })).toBe(1);
    expect(trusted({ VERCEL: "1", TRUSTED_PROXIES: "" })).toBe(1);
    expect(trusted({ VERCEL: "1", TRUSTED_PROXIES: "2" })).toBe(2);
    expect(trusted({ VERCEL: "1", TRUSTED_PROXIES: "0" })).toBe(0);
  });

  it("and nowhere else", () => {
    expect(trusted({})).toBe(0);
    expect(trusted({ VERCEL: "" })).toBe(0);
  });
});
