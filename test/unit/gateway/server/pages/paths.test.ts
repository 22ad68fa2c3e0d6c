import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { isPage, toApiUrl } from "@/lib/gateway/server/pages/paths";

describe("request paths", () => {
  it.each([
    ["/", true],
    ["/?lang=en", true],
    ["/privacy/", true],
    ["/icon.svg", true],
    ["/_next/static/x.js", true],
    ["http://host/", true],
    ["/v1/models", false],
    ["/privacy2", false],
    ["/healthz", false],
    ["http://host/v1/models", false],
  ])("distinguishes pages from the API: %s", (url, isOne) => {
    expect(isPage(url)).toBe(isOne);
  });

  it.each([
    ["//v1///models", "/v1/models"],
    ["/v1/models/%E0%A4%A", "/v1/models/%25E0%25A4%25A"],
    ["/v1/models/a%20b?x=%&y=//", "/v1/models/a%20b?x=%&y=//"],
    ["http://host:80/v1/models?a", "/v1/models?a"],
    ["*", "/*"],
  ])("normalises a path for the API: %s", (url, mended) => {
    expect(toApiUrl(url)).toBe(mended);
  });

  it("makes every path decodable", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\/[ -~]{0,40}$/), (path) => {
        const mended = toApiUrl(path).split("?", 1)[0] ?? "";
        expect(() => decodeURIComponent(mended)).not.toThrow();
        expect(mended).not.toMatch(/\/\//);
      }),
    );
  });
});
