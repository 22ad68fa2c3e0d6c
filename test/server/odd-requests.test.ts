import { once } from "node:events";
import { get, type IncomingMessage, request, type RequestOptions } from "node:http";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type Production, startProduction } from "./production";

const ASK = { model: "lite", messages: [{ role: "user" as const, content: "你好" }] };
let server: Production;

/** Sends a request exactly as written, which `fetch` would normalise. */
async function send(options: RequestOptions, body = "") {
  const { port } = new URL(server.url);
  const asking = request({ port, host: "127.0.0.1", agent: false, ...options });
  asking.end(body);
  const [response]: IncomingMessage[] = await once(asking, "response");
  if (!response) throw new Error("there is no answer");
  let text = "";
  for await (const part of response.setEncoding("utf8")) text += part;
  return { response, text };
}

beforeAll(async () => {
  server = await startProduction();
});
afterAll(() => server[Symbol.asyncDispose]());

describe("production server: odd requests", () => {
  it("answers a request that offers an h2c upgrade", async () => {
    const answered = await new Promise<{ status: number | undefined; text: string }>(
      (resolve, reject) => {
        const asking = request(`${server.url}/v1/chat/completions`, {
          method: "POST",
          headers: {
            connection: "Upgrade, HTTP2-Settings",
            upgrade: "h2c",
            "http2-settings": "AAMAAABkAAQAAP__",
          },
        });
        asking.on("error", reject).on("response", (response) => {
          let text = "";
          response.setEncoding("utf8").on("data", (part: string) => (text += part));
          response.on("end", () => resolve({ status: response.statusCode, text }));
        });
        asking.end(JSON.stringify(ASK));
      },
    );
    expect(answered.status).toBe(200);
    expect(answered.text).toContain("你好");
  });

  it.each([
    ["GET", "/v1/models/%ff", 404, "model_not_found"],
    ["GET", "/v1/models/%", 404, "model_not_found"],
    ["GET", "/v1/models/%E0%A4%A", 404, "model_not_found"],
    ["GET", "/v1/%zz", 404, "not_found"],
    ["POST", "/v1/chat/%ff", 404, "not_found"],
    ["GET", "//v1//models/nobody", 404, "model_not_found"],
    ["GET", "http://gateway.example/v1/models/nobody?a=%ff", 404, "model_not_found"],
    ["GET", "/v1/models/nobody/", 404, "model_not_found"],
    ["PROPFIND", "/v1/models", 405, "method_not_allowed"],
    ["TRACE", "/v1/chat/completions", 405, "method_not_allowed"],
    ["DELETE", "/healthz", 405, "method_not_allowed"],
    ["POST", "/api/v1/chat/completions", 404, "not_found"],
    [
      "POST",
      "/openai/deployments/4.0Ultra/chat/completions?api-version=2024-02-01",
      404,
      "not_found",
    ],
    ["POST", "/openai/v1/responses", 404, "not_found"],
    ["POST", "/chat/completions", 404, "not_found"],
    ["GET", "/models", 404, "not_found"],
    ["GET", "/models/lite", 404, "not_found"],
    ["POST", "/v1/v1/chat/completions", 404, "not_found"],
    ["POST", "/v1beta/openai/chat/completions", 404, "not_found"],
    ["POST", "/engines/lite/completions", 404, "not_found"],
    ["GET", "/v1", 404, "not_found"],
    ["GET", "/%ff/models", 404, "not_found"],
  ])(
    "answers %s %s with an error object, a request id and CORS headers",
    async (method, path, status, code) => {
      const { response, text } = await send({ method, path });
      expect(response.statusCode).toBe(status);
      expect(JSON.parse(text)).toMatchObject({ error: { code } });
      expect(response.headers["x-request-id"]).toBeTruthy();
      expect(response.headers["access-control-allow-origin"]).toBe("*");
      if (status === 405) expect(response.headers.allow).toMatch(/GET|POST/);
    },
  );

  it.each([
    "/api/v1/chat/completions",
    "/openai/deployments/x/chat/completions",
    "/models",
    "/v1/v1/models",
  ])("answers a preflight at %s, and names the right base URL in the error", async (path) => {
    const headers = {
      origin: "app://obsidian.md",
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization",
    };
    const preflight = await send({ method: "OPTIONS", path, headers });
    expect(preflight.response.statusCode).toBe(204);
    expect(preflight.response.headers["access-control-allow-headers"]).toBe("authorization");
    const { text } = await send({ method: "POST", path });
    expect(JSON.parse(text).error.message).toMatch(/base URL must end in \/v1, once/);
  });

  it.each([
    ["TRACE", "/"],
    ["PROPFIND", "/privacy"],
    ["DELETE", "/"],
    ["POST", "/"],
    ["TRACE", "/icon.svg"],
  ])("answers %s on the page %s with 405 and logs no fault", async (method, path) => {
    const { response } = await send({ method, path });
    expect(response.statusCode).toBe(405);
    expect(server.output()).not.toMatch(/TypeError|"event":"fault"/);
  });

  it("accepts trailing slashes, double slashes and absolute URLs", async () => {
    for (const path of [
      "/v1/models/lite/",
      "//v1/models/lite",
      "http://any.example/v1/models/lite",
    ]) {
      const { response, text } = await send({ method: "GET", path });
      expect(response.statusCode).toBe(200);
      expect(JSON.parse(text)).toMatchObject({ id: "lite" });
    }
  });

  it.each([{ "x-middleware-prefetch": "1" }, { RSC: "1" }, { "next-action": "a".repeat(40) }])(
    "answers completely when a request carries Next's internal headers %j",
    async (headers) => {
      const { response, text } = await send(
        { method: "POST", path: "/v1/chat/completions", headers },
        JSON.stringify(ASK),
      );
      expect(response.statusCode).toBe(200);
      expect(JSON.parse(text).choices[0].message.content).toContain("你好");
    },
  );

  it("returns 413 to a client that sends everything before it reads", async () => {
    const part = "x".repeat(1024 * 1024);
    const asking = request(`${server.url}/v1/chat/completions`, { method: "POST" });
    const answered = new Promise<number | undefined>((resolve, reject) => {
      asking.on("error", reject).on("response", (response) => {
        response.resume();
        resolve(response.statusCode);
      });
    });
    // 40 MB in chunks, with a limit of 32 MB.
    for (let sent = 0; sent < 40; sent += 1) {
      if (!asking.write(part)) await once(asking, "drain");
    }
    asking.end();
    expect(await answered).toBe(413);
  });

  it("accepts a trailing slash on chat completions without a redirect", async () => {
    const url = `${server.url}/v1/chat/completions/`;
    const preflight = await fetch(url, { method: "OPTIONS", redirect: "manual" });
    expect(preflight.status).toBe(204);
    const answer = await fetch(url, {
      method: "POST",
      body: JSON.stringify(ASK),
      redirect: "manual",
    });
    expect(answer.status).toBe(200);
  });

  it("reads header names with underscores, as the seed documents write them", async () => {
    const status = await new Promise((resolve, reject) => {
      get(`${server.url}/v1/chat/completions`, { headers: { X_APP_ID: "1" } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).on("error", reject);
    });
    expect(status).toBe(405);
    const partial = await fetch(`${server.url}/v1/chat/completions`, {
      method: "POST",
      headers: { X_APP_ID: "1" },
      body: JSON.stringify(ASK),
    });
    expect(partial.status).toBe(401);
    expect(await partial.json()).toMatchObject({
      error: { message: expect.stringContaining("x-api-secret and x-api-key") },
    });
  });
});
