import { get, request } from "node:http";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type Production, startProduction } from "./production";

const ASK = { model: "lite", messages: [{ role: "user" as const, content: "你好" }] };
let server: Production;

beforeAll(async () => {
  server = await startProduction();
});
afterAll(() => server[Symbol.asyncDispose]());

describe("The production server", () => {
  it("answers whoever offers another protocol as if he had not", async () => {
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

  it("is the same with a slash at the end, preflights included", async () => {
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

  it("takes the header names that proxies drop, as the seed documents write them", async () => {
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
