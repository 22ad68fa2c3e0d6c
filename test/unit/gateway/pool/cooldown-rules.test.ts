import { describe, expect, it } from "vitest";

import type { Failure } from "@/lib/core/errors";
import { findCooldownReason, RULES } from "@/lib/gateway/pool/cooldown-rules";
import { toRejection } from "@/lib/spark/codes";

const rejected = (code: number, message = ""): Failure => toRejection(code, message, null);
const refused = (status: number, skewSeconds: number | null = null): Failure => ({
  kind: "spark-handshake",
  service: "socket",
  status,
  reason: "",
  skewSeconds,
});

describe("findCooldownReason", () => {
  it.each<[string, Failure, ReturnType<typeof findCooldownReason>]>([
    ["11201", rejected(11_201), "quota"],
    ["11200 tokens.total", rejected(11_200, "tokens.total"), "quota"],
    ["11200, bare", rejected(11_200), "quota"],
    ["11200 domain.X", rejected(11_200, "domain.lite"), "not-granted"],
    ["10016", rejected(10_016), "not-granted"],
    ["10015", rejected(10_015), "blocked"],
    ["11202", rejected(11_202), "rate"],
    ["10006", rejected(10_006), "concurrency"],
    ["10007", rejected(10_007), "concurrency"],
    ["11203", rejected(11_203), "concurrency"],
    ["a handshake 401", refused(401), "auth"],
    ["a handshake 403", refused(403), "auth"],
    ["a handshake 403 with the clocks nearly together", refused(403, -299), "auth"],
    ["a handshake 429", refused(429), "rate"],
    ["a handshake 403 with the clocks apart", refused(403, 301), undefined],
    ["a handshake 404", refused(404), undefined],
    ["a handshake 500", refused(500), undefined],
    ["moderation", rejected(10_013), undefined],
    ["a bad request", rejected(10_004), undefined],
    ["a model that does not exist", rejected(10_003, "invalid model domain"), undefined],
    ["a busy engine", rejected(10_012), undefined],
    ["a closed connection", { kind: "spark-closed", closeCode: 1006 }, undefined],
  ])("maps %s to a cooldown reason or to none", (_, failure, cause) => {
    expect(findCooldownReason(failure)).toBe(cause);
  });

  it.each([
    ["2026-11-24T00:00:00+08:00", "2026-11-25T00:00:00+08:00"],
    ["2026-11-24T23:59:59.999+08:00", "2026-11-25T00:00:00+08:00"],
    ["2026-12-31T12:00:00+08:00", "2027-01-01T00:00:00+08:00"],
    // It is already the next day in Beijing.
    ["2026-11-24T17:00:00Z", "2026-11-26T00:00:00+08:00"],
  ])("ends a quota cooldown that began at %s at %s", (at, until) => {
    expect(RULES.quota.until(Date.parse(at))).toBe(Date.parse(until));
  });
});
