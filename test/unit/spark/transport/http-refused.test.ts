import { Readable } from "node:stream";
import type { IncomingMessage } from "node:http";

import { describe, expect, it } from "vitest";

import { readHttpRefused } from "@/lib/spark/transport/http-refused";
import { toRejection } from "@/lib/spark/codes";

function refusal(status: number, body: string): Promise<unknown> {
  const parts = Readable.from(body.match(/.{1,16000}/gsu) ?? []);
  return readHttpRefused(
    Object.assign(parts, { statusCode: status }) as unknown as IncomingMessage,
  );
}

const handshake = (status: number, reason: string) => ({
  kind: "spark-handshake",
  service: "http",
  status,
  reason,
  skewSeconds: null,
});

describe("readHttpRefused", () => {
  it.each([
    [
      "Spark's error object",
      '{"error":{"message":"invalid data (sid: cha01@dx1)","type":"invalid_request_error","param":null,"code":"10003"}}',
      toRejection(10_003, "invalid data", "cha01@dx1"),
    ],
    [
      "Spark's error object with a numeric code",
      '{"error":{"message":"AppIdNoAuthError","code":11200}}',
      toRejection(11_200, "AppIdNoAuthError", null),
    ],
    ["an event", '{"code":10013,"message":"no","sid":"cha2"}', toRejection(10_013, "no", "cha2")],
    [
      "the error format of MaaS",
      '{"code":10012,"msg":"EngineInternalError:busy","Sid":"cht3","timeStamp":"11:35"}',
      toRejection(10_012, "EngineInternalError:busy", "cht3"),
    ],
    ["an error without a message", '{"error":{"code":"11202"}}', toRejection(11_202, "", null)],
    [
      "a message with a session id in the middle",
      '{"code":10012,"message":"a (sid: b) c"}',
      toRejection(10_012, "a (sid: b) c", null),
    ],
  ])("reads the code of %s", async (_, body, expected) => {
    expect(await refusal(500, body)).toEqual(expected);
  });

  it.each([
    [
      "a bad password",
      401,
      '{"message":"HMAC signature cannot be verified:x"}',
      "HMAC signature cannot be verified:x",
    ],
    [
      "an unknown user",
      401,
      '{"error":{"message":"invalid user","type":"api_error","param":null,"code":null}}',
      "invalid user",
    ],
    ["a status in place of a code", 403, '{"code":403,"message":"no"}', "no"],
    ["a word in place of a code", 403, '{"error":{"code":"invalid_api_key","message":"no"}}', "no"],
    ["an error that is a word", 403, '{"error":"Forbidden"}', "Forbidden"],
    ["code 0 with an error status", 500, '{"code":0,"message":"Success"}', "Success"],
    ["a plain-text page", 404, "404 page not found", ""],
    ["an empty body", 502, "", ""],
    ["other JSON", 502, "[1]", ""],
    ["null", 502, "null", ""],
    ["a long message", 502, JSON.stringify({ message: "x".repeat(300) }), "x".repeat(200)],
    ["a body over the size limit", 502, JSON.stringify({ message: "x".repeat(300_000) }), ""],
  ])("falls back to the status for %s", async (_, status, body, reason) => {
    expect(await refusal(status, body)).toEqual(handshake(status, reason));
  });

  it("falls back to the status when the body breaks off", async () => {
    const parts = new Readable({ read: () => {} });
    const reading = readHttpRefused(
      Object.assign(parts, { statusCode: 503 }) as unknown as IncomingMessage,
    );
    parts.push('{"code":10');
    parts.destroy(new Error("reset"));
    expect(await reading).toEqual(handshake(503, ""));
  });
});
