import { describe, expect, it } from "vitest";

import type { Failure } from "@/lib/core/errors";
import { toOpenAiError } from "@/lib/api/openai/errors/error";

import { handshake, rejected, ROWS } from "./failure-rows";

const toWire = (failure: Failure | undefined) => {
  const { body, ...rest } = toOpenAiError(failure, "req_1");
  return { ...rest, error: body.error };
};

describe("toOpenAiError", () => {
  it.each(ROWS)(
    "maps %j of the %s's app to %d %s %s",
    (failure, owner, status, type, code, retry) => {
      const wire = toWire(failure.kind === "spark-handshake" ? { ...failure, owner } : failure);
      expect(wire.status).toBe(status);
      expect(wire.error).toMatchObject({ type, code });
      expect(Object.keys(wire.error).toSorted()).toEqual(["code", "message", "param", "type"]);
      expect(wire.headers["x-should-retry"]).toBe(retry === "final" ? "false" : undefined);
      expect(wire.headers["retry-after"]).toBe(retry === "retry" ? "1" : undefined);
      expect(wire.headers["retry-after-ms"]).toBe(retry === "retry" ? "1000" : undefined);
    },
  );

  it("ends the message with Spark's code and session id", () => {
    const { error } = toWire(rejected(11_202, "AppIdQpsOverFlowError"));
    expect(error.message).toMatch(/AppIdQpsOverFlowError \(Spark 11202, sid cht1@dx\)$/);
  });

  it("never cuts Spark's message inside a surrogate pair", () => {
    const { error } = toWire(rejected(11_202, `${"好".repeat(199)}😀`));
    expect(error.message).toContain("好");
    expect(error.message.isWellFormed()).toBe(true);
  });

  it("names the field that Spark rejected as param", () => {
    const message =
      "SchemaCheckError:(1) '$.parameter.chat.temperature' value must be larger than 0; ";
    expect(toWire(rejected(10_004, message)).error.param).toBe("temperature");
  });

  it.each([
    ["HMAC signature does not match", /API_SECRET/],
    ["HMAC signature cannot be verified: fail to retrieve credential", /API_KEY/],
  ])("names the wrong credential value for Spark's reason %j", (reason, hint) => {
    expect(toWire(handshake(401, 0, reason)).error.message).toMatch(hint);
  });

  it("shortens a long message from Spark", () => {
    const { error } = toWire(rejected(10_013, "字".repeat(10_000)));
    expect(error.message.length).toBeLessThan(400);
  });

  it("returns internal_error without details for an unknown failure", () => {
    expect(toWire(undefined)).toMatchObject({ status: 500, error: { code: "internal_error" } });
  });
});
