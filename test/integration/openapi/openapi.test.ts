import { createConfig, lintFromString } from "@redocly/openapi-core";
import { describe, expect, it } from "vitest";

import { KNOWN_FIELDS } from "@/lib/api/chat-completions/request-schema";
import { IGNORED_FIELDS } from "@/lib/gateway/openapi/fields";
import { ROUTES } from "@/lib/gateway/server/routes";

import { ASK, startGateway } from "../setup/gateway";
import { readDocument } from "./openapi";
import { SERVICES } from "../setup/services";

const CHAT = "/v1/chat/completions";

describe("GET /openapi.json", () => {
  it("serves the document with CORS headers and rejects other methods", async () => {
    await using gateway = await startGateway({ settings: { MAX_N: "7" } });
    const response = await gateway.fetch("/openapi.json");
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(await response.json()).toMatchObject({
      openapi: "3.1.1",
      components: {
        schemas: {
          ChatCompletionRequest: {
            properties: {
              n: { anyOf: [{ minimum: 1, maximum: 7 }, { type: "null" }] },
              model: { examples: expect.arrayContaining(["lite", "4.0Ultra"]) },
            },
          },
        },
      },
    });
    const refused = await gateway.fetch("/openapi.json", { method: "POST" });
    expect([refused.status, refused.headers.get("allow")]).toEqual([405, "GET"]);
    const preflight = await gateway.fetch("/openapi.json", { method: "OPTIONS" });
    expect(preflight.status).toBe(204);
  });

  it("passes Redocly's recommended lint rules", async () => {
    await using gateway = await startGateway();
    const { source } = await readDocument(gateway);
    const config = await createConfig({ extends: ["recommended"] });
    const problems = await lintFromString({ source, absoluteRef: "/openapi.json", config });
    const told = problems.map(({ ruleId, message, location }) => {
      return `${ruleId} ${message} ${location[0]?.pointer}`;
    });
    // Neither preflights nor the page can fail, and cancelling never succeeds.
    const isHarmless =
      /^operation-4xx-response .*(?:\/options\/responses|paths\/~1\/get\/responses)$|^operation-2xx-response .*~1cancel\/post/;
    expect(told.filter((problem) => !isHarmless.test(problem))).toEqual([]);
  });

  it("lists every path and describes every request field", async () => {
    await using gateway = await startGateway();
    const { document } = await readDocument(gateway);
    expect(Object.keys(document.paths)).toEqual([...ROUTES.map(({ path }) => path), "/"]);
    for (const { path, methods } of ROUTES) {
      const operations = Object.keys(document.paths[path] ?? {});
      for (const method of Object.keys(methods)) expect(operations).toContain(method.toLowerCase());
    }
    const { properties } = document.components.schemas["ChatCompletionRequest"] ?? {};
    for (const name of KNOWN_FIELDS) expect(properties?.[name]?.description).toMatch(/\.$/);
  });

  it("declares as ignored the fields that the gateway reports in x-spark-ignored", async () => {
    await using gateway = await startGateway();
    const fields = Object.fromEntries(IGNORED_FIELDS.map((name) => [name, "anything"]));
    const response = await gateway.post({ ...ASK, ...fields });
    expect(response.status).toBe(200);
    expect(response.headers.get("x-spark-ignored")).toBe(IGNORED_FIELDS.join(", "));
  });
});

const weather = { name: "weather", parameters: { type: "object", properties: {} } };
const tools = [{ type: "function", function: weather }];
const simulate = (name: string) => [{ role: "user", content: `/simulate ${name}` }];
const image =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAMAAACdt4HsAAAAA1BMVEWIiIhYZW6zAAAAG0lEQVRYw+3BgQAAAADDoPlT3+AEVQEAAAB8AxBAAAEZszF2AAAAAElFTkSuQmCC";

describe.each(SERVICES)("OpenAPI document: answers over %s", (service, key) => {
  const bodies: [what: string, body: object][] = [
    ["text", ASK],
    ["several choices", { ...ASK, n: 2 }],
    ["a stop sequence", { ...ASK, stop: "模" }],
    ["adjusted and ignored parameters", { ...ASK, temperature: 2, top_p: 0.5, seed: 1 }],
    ["a tool call", { model: "4.0Ultra", messages: simulate("function-call"), tools }],
    [
      "a legacy function call",
      { model: "4.0Ultra", messages: simulate("function-call"), functions: [weather] },
    ],
    ["reasoning", { model: "spark-x", messages: simulate("reasoning") }],
    [
      "web search sources",
      { model: "4.0Ultra", messages: simulate("plugins"), web_search_options: {} },
    ],
    ["estimated usage", { ...ASK, messages: simulate("no-usage") }],
    ["a truncated history", { ...ASK, truncation: "auto", messages: toLongHistory() }],
    ["JSON", { ...ASK, model: "4.0Ultra", response_format: { type: "json_object" } }],
    ["late moderation", { ...ASK, messages: simulate("10014-late") }],
    ["a mid-stream error", { ...ASK, messages: simulate("late 10012") }],
  ];
  const imageAt = {
    model: "vision",
    messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: image } }] }],
  };

  it.each([...bodies, ...(service === "HTTP" ? [] : [["an image", imageAt] as const])])(
    "describes an answer with %s",
    async (_, body) => {
      await using gateway = await startGateway();
      const { findDeviations, findRequestProblem } = await readDocument(gateway);
      expect(findRequestProblem(body)).toBeNull();
      for (const form of [
        {},
        { stream: true },
        { stream: true, stream_options: { include_usage: true } },
      ]) {
        const response = await gateway.post(
          { ...body, ...form },
          { headers: { authorization: `Bearer ${key}` } },
        );
        if (!JSON.stringify(body).includes("late 10012")) expect(response.status).toBe(200);
        expect(await findDeviations(CHAT, "post", response)).toEqual([]);
      }
    },
  );
});

function toLongHistory() {
  const turns = Array.from({ length: 40 }, () => [
    { role: "user", content: "很长".repeat(500) },
    { role: "assistant", content: "好" },
  ]);
  return [...turns.flat(), { role: "user", content: "你好" }];
}

describe("OpenAPI document: other routes", () => {
  it.each<[path: string, url: string, method: string, headers?: Record<string, string>]>([
    ["/v1/models", "/v1/models", "get"],
    ["/v1/models/{id}", "/v1/models/lite", "get"],
    ["/v1/models/{id}", "/v1/models/gpt-9", "get"],
    ["/openapi.json", "/openapi.json", "get"],
    [CHAT, CHAT, "options"],
    ["/v1/models", "/v1/models", "options"],
    ["/metrics", "/metrics", "get"],
    ["/metrics", "/metrics", "get", { authorization: "Bearer a-token" }],
    ["/metrics", "/metrics", "options"],
  ])("describes the answer of %s (%s, %s, %j)", async (path, url, method, headers = {}) => {
    await using gateway = await startGateway({ settings: { METRICS_TOKEN: "a-token" } });
    const { findDeviations } = await readDocument(gateway);
    const response = await gateway.fetch(url, { method: method.toUpperCase(), headers });
    expect(await findDeviations(path, method, response)).toEqual([]);
  });

  it("reports an undocumented field and an undocumented header", async () => {
    await using gateway = await startGateway();
    const { findDeviations } = await readDocument(gateway);
    const strange = { object: "list", data: [], extra: 1 };
    const response = Response.json(strange, { headers: { "x-extra": "1" } });
    expect(await findDeviations("/v1/models", "get", response)).toEqual([
      "header x-extra on 200",
      expect.stringContaining("additional properties"),
    ]);
  });
});
