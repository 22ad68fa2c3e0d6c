import { APIConnectionError, APIError } from "openai/core/error";
import { describe, expect, it } from "vitest";

import { toFailure } from "@/lib/playground/failure";

const headers = new Headers({ "x-request-id": "req_1" });
const body = { message: "Too many.", type: "rate_limit_error", param: null, code: "slow_down" };

describe("a failure", () => {
  it("tells what the gateway refused with, in its words alone", () => {
    expect(toFailure(APIError.generate(429, { error: body }, undefined, headers))).toEqual({
      kind: "refused",
      status: 429,
      code: "slow_down",
      message: "Too many.",
      requestId: "req_1",
    });
  });

  it("has no status in mid-stream", () => {
    expect(toFailure(new APIError(undefined, body, undefined, headers))).toMatchObject({
      kind: "refused",
      status: null,
      message: "Too many.",
    });
  });

  it("shows what stood in the way, where that did not speak the gateway's language", () => {
    expect(toFailure(APIError.generate(502, undefined, "<h1>Bad</h1>", headers))).toMatchObject({
      kind: "refused",
      status: 502,
      code: null,
      message: "502 <h1>Bad</h1>",
    });
  });

  it.each([
    [new APIConnectionError({ message: "Connection error." }), "Connection error."],
    [new TypeError("network error"), "network error"],
    ["odd", "odd"],
  ])("is the network's for %s", (error, detail) => {
    expect(toFailure(error)).toEqual({ kind: "network", detail });
  });
});
