import { describe, expect, it } from "vitest";

import { failAfter, refuseWith } from "../../simulator/scripts";
import { busy, expectError, expectEvent, type Expected, invalid, thrice } from "../setup/expected";
import { startGateway } from "../setup/gateway";

/** What Spark sends and what the caller gets. */
const CODES: [number, string, Expected][] = [
  [10_003, "ClientMsgError:(1) bad", invalid("invalid_value")],
  [
    10_003,
    "ClientMsgError:(1) invalid model domain",
    { status: 404, type: "invalid_request_error", code: "model_not_found" },
  ],
  [10_004, "SchemaCheckError:(1) '$.x'", invalid("invalid_value")],
  [10_005, "bad value", invalid("invalid_value")],
  [10_163, "engine schema", invalid("invalid_value")],
  [10_006, "busy", { status: 429, type: "rate_limit_error", code: "concurrency_exceeded" }],
  [10_007, "busy", { status: 429, type: "rate_limit_error", code: "concurrency_exceeded" }],
  [11_203, "busy", { status: 429, type: "rate_limit_error", code: "concurrency_exceeded" }],
  [
    11_202,
    "AppIdQpsOverFlowError",
    { status: 429, type: "rate_limit_error", code: "rate_limit_exceeded" },
  ],
  [11_201, "daily", { status: 429, type: "insufficient_quota", code: "insufficient_quota" }],
  [
    11_200,
    "AppIdNoAuthError:(1) tokens.total",
    { status: 429, type: "insufficient_quota", code: "insufficient_quota" },
  ],
  [
    11_200,
    "AppIdNoAuthError:(1) domain.lite",
    { status: 403, type: "permission_error", code: "model_not_authorized" },
  ],
  [10_016, "auth", { status: 403, type: "permission_error", code: "model_not_authorized" }],
  [10_015, "blacklist", { status: 403, type: "permission_error", code: "account_blocked" }],
  [10_013, "review", invalid("content_filter")],
  [10_021, "review", invalid("content_filter")],
  [10_022, "review", invalid("content_filter")],
  [10_029, "side", invalid("invalid_image")],
  [10_041, "pixels", invalid("invalid_image")],
  [10_907, "too long", invalid("context_length_exceeded")],
  [10_000, "ws", busy],
  [10_008, "capacity", busy],
  [10_012, "EngineInternalError", busy],
  [10_110, "ServiceIsBusyError", busy],
  [10_222, "AbnormalNetworkError", busy],
  [77_777, "nobody knows", busy],
];

describe.each(CODES)("Spark's error %d %j", (code, message, expected) => {
  it("returns the mapped error when Spark fails before the first token, whole and streamed", async () => {
    await using gateway = await startGateway();
    for (const stream of [false, true]) {
      gateway.simulator.clear();
      gateway.simulator.play(...thrice(refuseWith(code, message)));
      const { error, response } = await expectError(gateway, stream, expected);
      expect(error.message).toMatch(new RegExp(`\\(Spark ${code}, sid cht\\S+\\)$`));
      expect(response.headers.get("x-spark-sid")).toMatch(/^cht/);
      expect(response.headers.get("retry-after") !== null).toBe(
        ["concurrency_exceeded", "rate_limit_exceeded", "upstream_unavailable"].includes(
          expected.code,
        ),
      );
    }
  });

  it("returns the mapped error when Spark fails mid-answer, as an event when streamed", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(failAfter(["半个", "答案"], code, message));
    await expectError(gateway, false, expected);
    gateway.simulator.play(failAfter(["半个", "答案"], code, message));
    await expectEvent(gateway, "半个答案", expected);
    expect(gateway.simulator.connections).toHaveLength(2);
  });
});
