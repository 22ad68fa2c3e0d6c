import { request } from "node:http";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { eventually } from "../eventually";
import { startProduction } from "./production";

const SECRET = "s3cr3t/of/the/caller";

/** Almost valid bodies: one field of a valid one is replaced by anything at all. */
const anyValue = fc.anything({ withNullPrototype: false, maxDepth: 3 });
const field = fc.constantFrom(
  "model",
  "messages",
  "stream",
  "temperature",
  "n",
  "stop",
  "tools",
  "max_tokens",
  "top_p",
  "logit_bias",
  "user",
  "truncation",
  "response_format",
  "stream_options",
  "version",
  "__proto__",
);
const nearlyRight = fc.tuple(field, anyValue, anyValue).map(([name, value, content]) => ({
  model: "lite",
  messages: [{ role: "user", content }],
  [name]: value,
}));
const body = fc.oneof(
  { weight: 6, arbitrary: nearlyRight.map((value) => JSON.stringify(value) ?? "") },
  { weight: 2, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
  {
    weight: 1,
    arbitrary: fc
      .uint8Array({ maxLength: 50 })
      .map((bytes) => Buffer.from(bytes).toString("latin1")),
  },
  { weight: 1, arbitrary: fc.constant("[".repeat(50_000)) },
);
// The characters that HTTP allows in a header.
const headerValue = fc.string({
  unit: fc.constantFrom(...Array.from("aZ09 :|,;=\"'\\/%\u00e4\t")),
  maxLength: 40,
});
const headers = fc.dictionary(
  fc.constantFrom(
    "authorization",
    "x-app-id",
    "X_API_KEY",
    "x-api-secret",
    "x-api-password",
    "x-request-id",
    "origin",
    "content-type",
    "accept",
    "accept-encoding",
    "x-forwarded-for",
    "cookie",
    "access-control-request-headers",
  ),
  fc.oneof(headerValue, fc.constant(`Bearer ${SECRET}`), fc.constant(SECRET)),
  { maxKeys: 4 },
);
const path = fc.constantFrom(
  "/v1/chat/completions",
  "/v1/chat/completions",
  "/v1/models/%F0%9F%98%80",
  "/v1/nothing",
);
const method = fc.constantFrom("POST", "POST", "POST", "GET", "PUT", "OPTIONS");

type Answer = { status: number; type: string; text: string };

function send(
  url: string,
  options: { method: string; headers: object; body: string },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: options.method,
      headers: { ...options.headers, "content-length": Buffer.byteLength(options.body, "latin1") },
    });
    sent.on("error", reject).on("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => (text += part));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers["content-type"] ?? "",
          text,
        }),
      );
    });
    sent.end(options.body, "latin1");
  });
}

describe("production server: fuzzed requests", () => {
  it("answers or rejects any request without a fault or a logged secret", async () => {
    await using server = await startProduction();
    await fc.assert(
      fc.asyncProperty(method, path, headers, body, async (verb, where, given, content) => {
        const answer = await send(`${server.url}${where}`, {
          method: verb,
          headers: given,
          body: verb === "GET" || verb === "OPTIONS" ? "" : content,
        });
        expect(answer.status).not.toBe(500);
        if (answer.status >= 400) {
          expect(answer.type).toMatch(/^application\/json/);
          expect(JSON.parse(answer.text)).toEqual({
            error: {
              message: expect.stringMatching(/.{10}/),
              type: expect.any(String),
              param: expect.toSatisfy((value) => value === null || typeof value === "string"),
              code: expect.any(String),
            },
          });
        } else {
          expect([200, 204]).toContain(answer.status);
        }
      }),
      { numRuns: 600 },
    );
    const completion = await server.client.chat.completions.create({
      model: "lite",
      messages: [{ role: "user", content: "还在吗" }],
    });
    expect(completion.choices[0]?.message.content).toContain("还在吗");
    expect(server.output()).not.toContain(SECRET);
    expect(server.output()).not.toContain('"event":"fault"');
    // Spark gets the close frame after the caller has the answer.
    await eventually(() => expect(server.simulator.openConnections).toBe(0));
  });
});
