import { describe, expect, it } from "vitest";

import { startGateway } from "../setup/gateway";
import { ASK, post } from "./anthropic";
import { type Expected, expectError } from "./expected";

describe("Messages API paths", () => {
  const VERSION = { headers: { "anthropic-version": "2026-10-21" } };
  const NOT_FOUND: Expected = [404, "not_found_error"];

  it.each<[path: string, init: RequestInit, expected: Expected]>([
    ["/v1/messages/batches", {}, NOT_FOUND],
    ["/v1/messages/batches", { method: "POST" }, NOT_FOUND],
    ["/v1/nothing", VERSION, NOT_FOUND],
    ["/v1/v1/messages", { method: "POST", ...VERSION }, NOT_FOUND],
    ["/messages", { method: "POST", ...VERSION }, NOT_FOUND],
    ["/v1/messages", {}, [405, "invalid_request_error"]],
    ["/v1/models", { method: "POST", ...VERSION }, [405, "invalid_request_error"]],
    ["/v1/models/nobody", VERSION, NOT_FOUND],
  ])("answers %s %j in Anthropic's format", async (path, init, expected) => {
    await using gateway = await startGateway();
    const { message } = await expectError(await gateway.fetch(path, init), expected);
    if (path.endsWith("/v1/messages") && expected === NOT_FOUND) {
      expect(message).toContain("ends without /v1 in Anthropic's SDKs");
    }
  });

  it("answers in OpenAI's format without any sign of an Anthropic client", async () => {
    await using gateway = await startGateway();
    const response = await gateway.fetch("/v1/nothing");
    expect(response.headers.get("request-id")).toBeNull();
    expect(await response.json()).toMatchObject({ error: { code: "not_found", param: null } });
  });

  it("answers a preflight and exposes the request id to pages", async () => {
    await using gateway = await startGateway();
    const response = await gateway.fetch("/v1/messages", { method: "OPTIONS" });
    expect(response.status).toBe(204);
    const answer = await post(gateway, ASK);
    expect(answer.headers.get("access-control-expose-headers")).toMatch(
      /(?:^|, )request-id(?:,|$)/,
    );
    expect(answer.headers.get("request-id")).toBe(answer.headers.get("x-request-id"));
  });
});
