import { describe, expect, it } from "vitest";

import { DEMO_APP } from "../../simulator/apps";
import { ASK, startGateway } from "../setup/gateway";

const OWN = `Bearer ${DEMO_APP.appId}:${DEMO_APP.apiSecret}:${DEMO_APP.apiKey}`;
const EVIL = { origin: "https://evil.example", "content-type": "text/plain" };

const startFrom = (peer: string, settings: Record<string, string> = {}) =>
  startGateway({ settings, deps: { findPeer: () => peer } });
const start = (settings: Record<string, string> = {}) => startFrom("203.0.113.7", settings);

type Gateway = Awaited<ReturnType<typeof start>>;
const statusOf = async (gateway: Gateway, headers: Record<string, string>): Promise<number> =>
  (await gateway.post(ASK, { headers })).status;

describe("a page of another site", () => {
  it("is rejected at an open endpoint with an explanation", async () => {
    await using gateway = await start();
    const response = await gateway.post(ASK, { headers: EVIL });
    expect([response.status, (await response.json()).error]).toEqual([
      403,
      {
        message: expect.stringContaining("CORS_ORIGINS"),
        type: "permission_error",
        param: null,
        code: "permission_denied",
      },
    ]);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(gateway.simulator.connections).toHaveLength(0);
    const anthropic = await gateway.fetch("/v1/messages", {
      method: "POST",
      body: JSON.stringify({ ...ASK, max_tokens: 9 }),
      headers: EVIL,
    });
    expect([anthropic.status, (await anthropic.json()).error.type]).toEqual([
      403,
      "permission_error",
    ]);
  });

  it("may use an open endpoint if its browser has asked before", async () => {
    await using gateway = await start();
    const json = { origin: "https://app.example", "content-type": "application/json" };
    expect(await statusOf(gateway, json)).toBe(200);
    expect(await statusOf(gateway, { ...EVIL, authorization: "Bearer any" })).toBe(200);
    for (const type of ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"]) {
      expect(await statusOf(gateway, { ...EVIL, "content-type": type })).toBe(403);
    }
  });

  it("may use a key or a Spark app of its own", async () => {
    await using open = await start();
    expect(await statusOf(open, { ...EVIL, authorization: OWN })).toBe(200);
    await using keyed = await start({ GATEWAY_API_KEYS: "k" });
    expect(await statusOf(keyed, { ...EVIL, authorization: "Bearer k" })).toBe(200);
  });

  it("may use an open endpoint if the operator allows it", async () => {
    await using all = await start({ CORS_ORIGINS: "*" });
    expect(await statusOf(all, EVIL)).toBe(200);
    await using one = await start({ CORS_ORIGINS: "https://good.example" });
    expect(await statusOf(one, { origin: "https://good.example" })).toBe(200);
  });

  it("is rejected with any credential if the operator allows only other origins", async () => {
    await using gateway = await start({ CORS_ORIGINS: "https://good.example" });
    for (const authorization of ["Bearer any", OWN]) {
      expect(await statusOf(gateway, { ...EVIL, authorization })).toBe(403);
    }
    const models = await gateway.fetch("/v1/models", { headers: EVIL });
    expect(models.status).toBe(200);
  });
});

describe("the gateway's own page", () => {
  it.each([
    ["by its host", { origin: "http://box.lan:3000", host: "box.lan:3000" }],
    [
      "behind a proxy that leaves the port out",
      { origin: "https://ai.example:8443", host: "ai.example" },
    ],
    [
      "by the browser's word",
      { origin: "https://ai.example", host: "127.0.0.1:3000", "sec-fetch-site": "same-origin" },
    ],
  ])("may use an open endpoint, recognised %s", async (_, headers) => {
    await using gateway = await start();
    expect(await statusOf(gateway, headers)).toBe(200);
  });

  it("is not a page whose host name was rebound to this machine", async () => {
    await using gateway = await startFrom("127.0.0.1");
    const bent = { origin: "http://evil.example:3000", host: "evil.example:3000" };
    expect(await statusOf(gateway, { ...bent, "x-forwarded-for": "192.0.2.1" })).toBe(403);
    for (const host of ["localhost:3000", "127.0.0.1:3000", "[::1]:3000", "a.localhost"]) {
      expect([host, await statusOf(gateway, { origin: `http://${host}`, host })]).toEqual([
        host,
        200,
      ]);
    }
    await using proxied = await startFrom("127.0.0.1", { TRUSTED_PROXIES: "1" });
    expect(await statusOf(proxied, bent)).toBe(200);
  });
});

it.each([
  "app://chat",
  "tauri://localhost",
  "file://",
  "http://localhost:5173",
  "https://localhost",
])("allows an app or a page on the user's own machine at an open endpoint: %s", async (origin) => {
  await using gateway = await start();
  expect(await statusOf(gateway, { origin })).toBe(200);
});

it.each(["null", "https://localhost.evil.example", "http://127.0.0.1.evil.example"])(
  "rejects a page that hides its origin, or only looks local: %s",
  async (origin) => {
    await using gateway = await start();
    expect(await statusOf(gateway, { origin })).toBe(403);
  },
);

it("serves programs, which send no origin", async () => {
  await using gateway = await start();
  expect(await statusOf(gateway, { "content-type": "text/plain" })).toBe(200);
});
