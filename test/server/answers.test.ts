import { request } from "node:http";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { collect } from "../collect";
import { MALFORMED_REQUEST, TEXT_REQUESTS } from "../fixtures/seeds";
import { DEMO_APP } from "../simulator/apps";
import { type Production, startProduction } from "./production";
import { RED_IMAGE, showRedImage } from "./red-image";

const ASK = { model: "lite", messages: [{ role: "user" as const, content: "你好" }] };
let server: Production;

beforeAll(async () => {
  server = await startProduction();
});
beforeEach(() => server.simulator.clear());
afterAll(() => server[Symbol.asyncDispose]());

describe("production server: answers", () => {
  it("come from the server that API_DOOR names, by default the API's own", async () => {
    const isNext = process.env["API_DOOR"] === "next";
    const { headers } = await fetch(`${server.url}/v1/models`);
    // Next adds this header to everything it serves, which always includes pages.
    expect(headers.get("vary")?.includes("rsc")).toBe(isNext);
    expect((await fetch(server.url)).headers.get("vary")).toContain("rsc");
  });

  it("answers OpenAI's client, whole, streamed and through its stream() helper", async () => {
    const { completions } = server.client.chat;
    const whole = await completions.create(ASK);
    expect(whole.choices[0]?.message.content).toContain("你好");
    const chunks = await collect(await completions.create({ ...ASK, stream: true }));
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe("stop");
    const helped = await completions.stream(ASK).finalChatCompletion();
    expect(helped.choices[0]?.message.content).toContain("你好");
  });

  it.each(TEXT_REQUESTS)("answers $name as printed", async ({ headers, body }) => {
    const response = await fetch(`${server.url}/v1/chat/completions`, {
      method: "POST",
      headers,
      body,
    });
    expect(response.status).toBe(200);
    const answer = await response.json();
    expect(answer).toMatchObject({
      object: "chat.completion",
      choices: [{ message: { role: "assistant" }, finish_reason: "stop" }],
      usage: { total_tokens: expect.any(Number), question_tokens: expect.any(Number) },
      version: expect.stringMatching(/^v/),
      domain: expect.stringMatching(/^general/),
    });
    const [connection] = server.simulator.connections;
    const sent = await connection?.request;
    expect(JSON.stringify(sent)).toContain(JSON.parse(body).messages[0].content);
    expect(sent?.header?.app_id).toBe("X_APP_ID" in headers ? "123456" : "demo0001");
  });

  it("reports where the seed document's malformed request breaks", async () => {
    const { headers, body } = MALFORMED_REQUEST;
    const response = await fetch(`${server.url}/v1/chat/completions`, {
      method: "POST",
      headers,
      body,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { code: "invalid_value", message: expect.stringContaining("line 2") },
    });
  });

  it("sends an image to Spark and returns its description", async () => {
    const completion = await server.client.chat.completions.create({
      model: "vision",
      messages: [await showRedImage()],
    });
    expect(completion.choices[0]?.message.content).toMatch(RED_IMAGE);
  });

  it("validates structured output over both Spark services", async () => {
    // These features are loaded on first use, so only the build can show that they are included.
    const schema = {
      type: "object",
      properties: { a: { type: "string", pattern: "^模拟" } },
      required: ["a"],
    };
    const response_format = { type: "json_schema" as const, json_schema: { name: "x", schema } };
    for (const apiKey of ["any", DEMO_APP.apiPassword]) {
      const completion = await server.client
        .withOptions({ apiKey })
        .chat.completions.create({ ...ASK, model: "4.0Ultra", response_format });
      expect(JSON.parse(completion.choices[0]?.message.content ?? "")).toEqual({
        a: expect.stringContaining("模拟"),
      });
    }
    expect(server.simulator.connections.map(({ path }) => path)).toEqual([
      "/v4.0/chat",
      "/v1/chat/completions",
    ]);
  });

  it("forwards each frame at once, even to a client that accepts gzip", async () => {
    let goOn: () => void = () => {};
    const heard = new Promise<void>((resolve) => (goOn = resolve));
    server.simulator.play(async (stage) => {
      await stage.frame({ text: "first", status: 0 });
      await heard;
      await stage.frame({ text: "second", status: 2 });
    });
    const { headers, text } = await new Promise<{ headers: object; text: string }>(
      (resolve, reject) => {
        const asking = request(`${server.url}/v1/chat/completions`, {
          method: "POST",
          headers: { "content-type": "application/json", "accept-encoding": "gzip, deflate, br" },
        });
        asking.on("error", reject).on("response", (response) => {
          let seen = "";
          response.setEncoding("utf8").on("data", (part: string) => {
            seen += part;
            // Spark sends the second frame only after the first one has arrived.
            if (seen.includes("first")) goOn();
          });
          response.on("end", () => resolve({ headers: response.headers, text: seen }));
        });
        asking.end(JSON.stringify({ ...ASK, stream: true }));
      },
    );
    expect(text).toContain("second");
    expect(headers).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
      "x-request-id": expect.stringMatching(/^req_/),
      "x-spark-sid": expect.stringMatching(/^cht/),
      "access-control-allow-origin": "*",
    });
    expect(headers).not.toHaveProperty("content-encoding");
    expect(text).not.toMatch(/^(id|event):/m);
  });

  it("serves every route and rejects unknown paths and methods with an error object", async () => {
    const ask = (path: string, init?: RequestInit) => fetch(`${server.url}${path}`, init);
    expect(await (await ask("/healthz")).json()).toEqual({ status: "ok" });
    expect((await (await ask("/v1/models")).json()).data).toContainEqual(
      expect.objectContaining({ id: "vision" }),
    );
    expect(await (await ask("/v1/models/SparkDesk-v3.5")).json()).toMatchObject({
      object: "model",
    });
    for (const path of ["/v1", "/v1/nothing", "/v1/chat", "/v1/chat/completions/x"]) {
      const response = await ask(path, { method: "POST", body: "{}" });
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ error: { code: "not_found" } });
      expect(response.headers.get("access-control-allow-origin")).toBe("*");
    }
    for (const method of ["GET", "PUT", "DELETE", "PATCH"]) {
      const response = await ask("/v1/chat/completions", { method });
      expect(response.status).toBe(405);
      expect(response.headers.get("allow")).toBe("POST");
    }
    expect((await ask("/v1/models", { method: "DELETE" })).status).toBe(405);
    const preflight = await ask("/v1/chat/completions", {
      method: "OPTIONS",
      headers: { "access-control-request-headers": "authorization" },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-headers")).toBe("authorization");
  });
});
