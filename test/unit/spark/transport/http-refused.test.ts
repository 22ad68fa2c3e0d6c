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

describe("readHttpRefusal", () => {
  it.each([
    [
      "Spark's own",
      '{"error":{"message":"invalid data (sid: cha01@dx1)","type":"invalid_request_error","param":null,"code":"10003"}}',
      toRejection(10_003, "invalid data", "cha01@dx1"),
    ],
    [
      "Spark's own with a number",
      '{"error":{"message":"AppIdNoAuthError","code":11200}}',
      toRejection(11_200, "AppIdNoAuthError", null),
    ],
    ["an event's", '{"code":10013,"message":"no","sid":"cha2"}', toRejection(10_013, "no", "cha2")],
    [
      "MaaS's",
      '{"code":10012,"msg":"EngineInternalError:busy","Sid":"cht3","timeStamp":"11:35"}',
      toRejection(10_012, "EngineInternalError:busy", "cht3"),
    ],
    ["a code alone", '{"error":{"code":"11202"}}', toRejection(11_202, "", null)],
    [
      "an id in the middle, which stays",
      '{"code":10012,"message":"a (sid: b) c"}',
      toRejection(10_012, "a (sid: b) c", null),
    ],
  ])("takes %s code", async (_, body, expected) => {
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
    ["success that is none", 500, '{"code":0,"message":"Success"}', "Success"],
    ["a page", 404, "404 page not found", ""],
    ["nothing", 502, "", ""],
    ["other JSON", 502, "[1]", ""],
    ["null", 502, "null", ""],
    ["a long story", 502, JSON.stringify({ message: "x".repeat(300) }), "x".repeat(200)],
    ["more than anyone reads", 502, JSON.stringify({ message: "x".repeat(300_000) }), ""],
  ])("goes by the status with %s", async (_, status, body, reason) => {
    expect(await refusal(status, body)).toEqual(handshake(status, reason));
  });

  it("goes by what has come when the rest never does", async () => {
    const parts = new Readable({ read: () => {} });
    const reading = readHttpRefused(
      Object.assign(parts, { statusCode: 503 }) as unknown as IncomingMessage,
    );
    parts.push('{"code":10');
    parts.destroy(new Error("reset"));
    expect(await reading).toEqual(handshake(503, ""));
  });
});
