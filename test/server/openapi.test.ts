import { describe, expect, it } from "vitest";

import { startProduction } from "./production";

describe("production server: GET /openapi.json", () => {
  it("serves a document that also matches the other routes", async () => {
    await using server = await startProduction({ settings: { MAX_N: "3" } });
    const response = await fetch(`${server.url}/openapi.json`);
    expect(response.status).toBe(200);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("x-request-id")).toMatch(/^req_/);
    const { paths, components, info } = (await response.json()) as {
      info: object;
      paths: Record<string, { get?: { responses: object } }>;
      components: { schemas: Record<string, object> };
    };
    expect(info).toMatchObject({ version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
    expect(components.schemas["ChatCompletionRequest"]).toMatchObject({
      properties: { n: { anyOf: [{ maximum: 3 }, { type: "null" }] } },
    });
    for (const path of ["/v1/models", "/healthz", "/"]) {
      const answer = await fetch(`${server.url}${path}`);
      const [type] = (answer.headers.get("content-type") ?? "").split(";");
      expect(paths[path]?.get?.responses).toMatchObject({
        [answer.status]: { content: { [type ?? ""]: expect.anything() } },
      });
    }
    const refused = await fetch(`${server.url}/healthz`, { method: "POST" });
    expect(paths["/healthz"]?.get?.responses).toHaveProperty(String(refused.status));
  });

  it("rejects other methods with 405", async () => {
    await using server = await startProduction();
    const response = await fetch(`${server.url}/openapi.json`, { method: "DELETE" });
    expect(response.status).toBe(405);
    expect(await response.json()).toMatchObject({ error: { code: "method_not_allowed" } });
  });
});
