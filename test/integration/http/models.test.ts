import { describe, expect, it } from "vitest";

import { startGateway } from "../setup/gateway";

const KEYED = { GATEWAY_API_KEYS: "gw-1" };
const NO_APP = { APP_ID: "", API_SECRET: "", API_KEY: "", API_PASSWORD: "" };

describe.each(["/v1/models", "/v1/models/lite"])("GET %s", (path) => {
  it.each([
    ["no key at a keyed gateway", KEYED, {}],
    ["a gateway key", KEYED, { authorization: "Bearer gw-1" }],
    ["a gateway key in X-Api-Key", KEYED, { "x-api-key": "gw-1" }],
    ["the caller's own app", KEYED, { authorization: "Bearer a:b:c" }],
    ["any key at an open gateway", {}, { authorization: "Bearer sk-any" }],
    ["no key at a gateway without an app", NO_APP, {}],
  ])("serves %s", async (_, settings, headers) => {
    await using gateway = await startGateway({ settings });
    expect((await gateway.fetch(path, { headers })).status).toBe(200);
  });

  it.each([
    ["an unknown key at a keyed gateway", KEYED, { authorization: "Bearer gw-2" }],
    ["an unknown lone X-Api-Key", KEYED, { "x-api-key": "gw-2" }],
    ["an unknown key in Azure's header", KEYED, { "api-key": "gw-2" }],
    ["half a credential at an open gateway", {}, { authorization: "Bearer a:b:c:d" }],
    ["a partial set of headers", {}, { "x-app-id": "a" }],
    ["a key without parts at a gateway without an app", NO_APP, { authorization: "Bearer sk-1" }],
  ])("rejects %s with 401, as clients that test a key expect", async (_, settings, headers) => {
    await using gateway = await startGateway({ settings });
    const response = await gateway.fetch(path, { headers });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { code: "invalid_api_key" } });
  });
});
