import { describe, expect, it } from "vitest";

import type { Failure } from "@/lib/errors";
import { INTERNAL_ERROR, toWireFailure } from "@/lib/translate/failure";

const rejected = (code: number, message = "text"): Failure => ({
  kind: "spark-rejected",
  code,
  message,
  sid: "cht1@dx",
});
const handshake = (status: number, skewSeconds: number | null = 0, reason = ""): Failure => ({
  kind: "spark-handshake",
  status,
  reason,
  skewSeconds,
});

/** Contract §8, row by row. */
const ROWS: [Failure, "caller" | "server", number, string, string | null, ("retry" | "final")?][] = [
  [rejected(10_003), "server", 400, "invalid_request_error", "invalid_value"],
  [rejected(10_003, "ClientMsgError:(x) invalid model domain"), "server", 404, "invalid_request_error", "model_not_found"],
  [rejected(10_004), "server", 400, "invalid_request_error", "invalid_value"],
  [rejected(10_005, "invalid param model:x"), "server", 404, "invalid_request_error", "model_not_found"],
  [rejected(10_163), "server", 400, "invalid_request_error", "invalid_value"],
  [rejected(10_006), "server", 429, "rate_limit_error", "concurrency_exceeded", "retry"],
  [rejected(10_007), "server", 429, "rate_limit_error", "concurrency_exceeded", "retry"],
  [rejected(11_203), "server", 429, "rate_limit_error", "concurrency_exceeded", "retry"],
  [rejected(11_202), "server", 429, "rate_limit_error", "rate_limit_exceeded", "retry"],
  [rejected(11_201), "server", 429, "insufficient_quota", "insufficient_quota", "final"],
  [rejected(11_200, "AppIdNoAuthError:(x) tokens.total"), "server", 429, "insufficient_quota", "insufficient_quota", "final"],
  [rejected(11_200, ""), "server", 429, "insufficient_quota", "insufficient_quota", "final"],
  [rejected(11_200, "AppIdNoAuthError:(x) domain.generalv3"), "server", 403, "permission_error", "model_not_authorized", "final"],
  [rejected(10_016), "server", 403, "permission_error", "model_not_authorized", "final"],
  [rejected(10_015), "server", 403, "permission_error", "account_blocked", "final"],
  [rejected(10_013), "server", 400, "invalid_request_error", "content_filter", "final"],
  [rejected(10_014), "server", 400, "invalid_request_error", "content_filter", "final"],
  [rejected(10_021), "server", 400, "invalid_request_error", "content_filter", "final"],
  [rejected(10_022), "server", 400, "invalid_request_error", "content_filter", "final"],
  [rejected(10_029), "server", 400, "invalid_request_error", "invalid_image"],
  [rejected(10_041), "server", 400, "invalid_request_error", "invalid_image"],
  [rejected(10_907), "server", 400, "invalid_request_error", "context_length_exceeded"],
  ...[10_000, 10_001, 10_002, 10_008, 10_009, 10_010, 10_011, 10_012, 10_110, 10_222, 10_223, 99_999].map(
    (code): (typeof ROWS)[number] => [rejected(code), "server", 503, "server_error", "upstream_unavailable", "retry"],
  ),
  [handshake(401), "caller", 401, "authentication_error", "invalid_api_key", "final"],
  [handshake(401), "server", 502, "server_error", "upstream_auth", "final"],
  [handshake(403, 301), "caller", 403, "permission_error", "clock_skew", "final"],
  [handshake(403, -301), "caller", 403, "permission_error", "clock_skew", "final"],
  [handshake(403, 300), "caller", 403, "permission_error", "permission_denied", "final"],
  [handshake(403, null), "caller", 403, "permission_error", "permission_denied", "final"],
  [handshake(403, 301), "server", 502, "server_error", "upstream_auth", "final"],
  [handshake(404), "caller", 502, "server_error", "upstream_closed"],
  [handshake(500), "caller", 502, "server_error", "upstream_closed"],
  [{ kind: "spark-unreachable", detail: "ECONNREFUSED" }, "server", 502, "server_error", "upstream_closed"],
  [{ kind: "spark-closed", closeCode: 1006 }, "server", 502, "server_error", "upstream_closed"],
  [{ kind: "spark-invalid", detail: "a binary frame" }, "server", 502, "server_error", "upstream_invalid"],
  [{ kind: "spark-silent", phase: "handshake" }, "server", 504, "server_error", "upstream_timeout"],
  [{ kind: "spark-silent", phase: "next frame" }, "server", 504, "server_error", "upstream_timeout"],
  [{ kind: "invalid-request", message: "m", param: "n" }, "server", 400, "invalid_request_error", "invalid_value"],
  [{ kind: "unsupported", message: "m", param: "n" }, "server", 400, "invalid_request_error", "unsupported_parameter"],
  [{ kind: "request-too-large", limitBytes: 9 }, "server", 413, "invalid_request_error", "request_too_large"],
  [{ kind: "request-timeout", afterMs: 30_000 }, "server", 408, "invalid_request_error", "request_timeout"],
  [{ kind: "model-not-found", model: "x", known: ["lite"] }, "server", 404, "invalid_request_error", "model_not_found"],
  [{ kind: "unauthenticated", message: "m" }, "server", 401, "authentication_error", "invalid_api_key", "final"],
  [{ kind: "path-not-found", path: "/v1/x" }, "server", 404, "invalid_request_error", "not_found"],
  [{ kind: "method-not-allowed", method: "PUT", allowed: ["POST"] }, "server", 405, "invalid_request_error", "method_not_allowed"],
  [{ kind: "shutting-down" }, "server", 503, "server_error", "upstream_unavailable", "retry"],
];

describe("toWireFailure", () => {
  it.each(ROWS)("%j of the %s → %d %s %s", (failure, owner, status, type, code, retry) => {
    const wire = toWireFailure(failure, owner);
    expect(wire.status).toBe(status);
    expect(wire.error).toMatchObject({ type, code });
    expect(Object.keys(wire.error).toSorted()).toEqual(["code", "message", "param", "type"]);
    expect(wire.headers["x-should-retry"]).toBe(retry === "final" ? "false" : undefined);
    expect(wire.headers["retry-after"]).toBe(retry === "retry" ? "1" : undefined);
    expect(wire.headers["retry-after-ms"]).toBe(retry === "retry" ? "1000" : undefined);
  });

  it("ends the message with Spark's code and session id", () => {
    const { error } = toWireFailure(rejected(11_202, "AppIdQpsOverFlowError"), "server");
    expect(error.message).toMatch(/AppIdQpsOverFlowError \(Spark 11202, sid cht1@dx\)$/);
  });

  it("names the field that Spark refused", () => {
    const message = "SchemaCheckError:(1) '$.parameter.chat.temperature' value must be larger than 0; ";
    expect(toWireFailure(rejected(10_004, message), "server").error.param).toBe("temperature");
  });

  it.each([
    ["HMAC signature does not match", /API_SECRET/],
    ["HMAC signature cannot be verified: fail to retrieve credential", /API_KEY/],
  ])("says which of the three values %j points at", (reason, hint) => {
    expect(toWireFailure(handshake(401, 0, reason), "caller").error.message).toMatch(hint);
  });

  it("quotes Spark only so far", () => {
    const { error } = toWireFailure(rejected(10_013, "字".repeat(10_000)), "server");
    expect(error.message.length).toBeLessThan(400);
  });

  it("says nothing of what nobody foresaw", () => {
    expect(INTERNAL_ERROR).toMatchObject({ status: 500, error: { code: "internal_error" } });
  });
});
