import { describe, expect, it } from "vitest";

import { findFailure } from "@/lib/core/errors";
import { requireOwnPage } from "@/lib/gateway/http/origin";

const UNSET = { isCorsChosen: false, trustedProxies: 0, chatOrigin: null, httpOrigin: null };
const PAGE = { origin: "https://app.example", "content-type": "application/json" };

const refusal = (headers: Record<string, string>, settings: object = {}, peer = "203.0.113.7") => {
  try {
    requireOwnPage(new Headers(headers), { settings: { ...UNSET, ...settings }, peer });
    return undefined;
  } catch (error) {
    return findFailure(error)?.kind;
  }
};

describe("requireOwnPage", () => {
  it.each(["localhost:3000", "127.0.0.1:3000", "[::1]:3000"])(
    "rejects another site's page at %s where iFlytek itself is asked",
    (host) => {
      expect(refusal({ ...PAGE, host })).toBe("foreign-origin");
      expect(refusal({ ...PAGE, host }, { isCorsChosen: true })).toBeUndefined();
    },
  );

  it("accepts it where nothing can be spent, or on a public host", () => {
    const chatOrigin = new URL("ws://127.0.0.1:8787");
    expect(refusal({ ...PAGE, host: "localhost:3000" }, { chatOrigin })).toBeUndefined();
    expect(refusal({ ...PAGE, host: "ai.example" })).toBeUndefined();
  });

  it("accepts programs, which send no origin", () => {
    expect(refusal({ host: "localhost:3000" })).toBeUndefined();
  });
});
