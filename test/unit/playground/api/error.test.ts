import { APIConnectionError, APIError } from "openai/core/error";
import { describe, expect, it } from "vitest";

import { toFailure } from "@/lib/playground/api/error";

const headers = new Headers({ "x-request-id": "req_1" });
const body = { message: "Too many.", type: "rate_limit_error", param: null, code: "slow_down" };

describe("failures", () => {
  it("takes status, code and message from the gateway's error body", () => {
    expect(toFailure(APIError.generate(429, { error: body }, undefined, headers), 5)).toEqual({
      status: 429,
      code: "slow_down",
      message: "Too many.",
      param: null,
      sparkCode: null,
      sid: null,
      requestId: "req_1",
      retryAfterMs: null,
      at: 5,
    });
  });

  it("leaves the status null for an error in mid-stream", () => {
    expect(toFailure(new APIError(undefined, body, undefined, headers), 0)).toMatchObject({
      status: null,
      code: "slow_down",
      message: "Too many.",
    });
  });

  it("extracts Spark's code and sid from the end of the message", () => {
    const message = "Wait a moment. (Spark 11202, sid cht000b1@dx18)";
    const error = APIError.generate(429, { error: { ...body, message } }, undefined, headers);
    expect(toFailure(error, 0)).toMatchObject({
      message,
      sparkCode: 11_202,
      sid: "cht000b1@dx18",
    });
  });

  it.each([
    [{ "retry-after": "7" }, 7000],
    [{ "retry-after": "7", "retry-after-ms": "6500" }, 6500],
    [{ "retry-after": "Wed, 21 Oct 2026 07:28:00 GMT" }, null],
  ])("reads the retry delay from the headers %j", (given, retryAfterMs) => {
    const error = APIError.generate(429, { error: body }, undefined, new Headers(given));
    expect(toFailure(error, 0).retryAfterMs).toBe(retryAfterMs);
  });

  it("shows a proxy's response that is not a gateway error", () => {
    expect(toFailure(APIError.generate(502, undefined, "<h1>Bad</h1>", headers), 0)).toMatchObject({
      status: 502,
      code: "http_502",
      message: "502 <h1>Bad</h1>",
    });
  });

  it.each([
    [new APIConnectionError({ message: "Connection error." }), "Connection error."],
    [new TypeError("network error"), "network error"],
    ["odd", "odd"],
  ])("reports %s as a network failure without a status", (error, message) => {
    expect(toFailure(error, 0)).toMatchObject({ status: null, code: null, message });
  });
});
