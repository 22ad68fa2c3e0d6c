import { describe, expect, it } from "vitest";

import { DEMO_APP } from "../../simulator/apps";
import { startGateway } from "../setup/gateway";
import { ASK, post } from "./anthropic";

const { appId, apiSecret, apiKey, apiPassword } = DEMO_APP;
const TRIPLE = `${appId}:${apiSecret}:${apiKey}`;
const KEY = "gateway-key-1";

type Named = Record<string, string>;
const bearer = (token: string): Named => ({ authorization: `Bearer ${token}` });
const apiKeyOf = (token: string): Named => ({ "x-api-key": token });

/** Returns the Spark service that was used, or the status if none was. */
async function ask(headers: Named, keys = KEY, path = "/v1/messages"): Promise<string | number> {
  await using gateway = await startGateway({ settings: { GATEWAY_API_KEYS: keys } });
  const response = await post(gateway, ASK, { headers, path });
  if (response.status !== 200) {
    expect(await response.json()).toMatchObject({ error: { type: "authentication_error" } });
    expect(response.headers.get("x-should-retry")).toBe("false");
    return response.status;
  }
  const asked = gateway.simulator.connections.at(-1)?.path ?? "";
  if (path !== "/v1/messages") return 200;
  return asked.endsWith("/completions") ? "http" : "socket";
}

describe("Messages API: credentials", () => {
  it.each<[what: string, headers: Named, outcome: string | number]>([
    ["a gateway key in x-api-key", apiKeyOf(KEY), "socket"],
    ["a gateway key in x_api_key", { x_api_key: KEY }, "socket"],
    ["a gateway key as bearer", bearer(KEY), "socket"],
    ["three values in x-api-key", apiKeyOf(TRIPLE), "socket"],
    ["three values as bearer", bearer(TRIPLE.replaceAll(":", "|")), "socket"],
    ["an APIPassword in x-api-key", apiKeyOf(apiPassword), "http"],
    ["one value in both", { ...bearer(KEY), ...apiKeyOf(KEY) }, "socket"],
    [
      "an APIPassword beside a bearer of the caller's own",
      { ...bearer("mine"), ...apiKeyOf(apiPassword) },
      "http",
    ],
    [
      "an APIPassword beside half a bearer",
      { ...bearer("a:b:"), ...apiKeyOf(apiPassword) },
      "http",
    ],
    ["a bearer before an APIPassword", { ...bearer(TRIPLE), ...apiKeyOf(apiPassword) }, "socket"],
    [
      "the app's headers",
      { "x-app-id": appId, "x-api-secret": apiSecret, ...apiKeyOf(apiKey) },
      "socket",
    ],
    ["the app's headers in part", { "x-app-id": appId, ...apiKeyOf(KEY) }, 401],
    ["an APIPassword in its own header", { "x-api-password": apiPassword }, "http"],
    ["an unknown key", apiKeyOf("sk-ant-nobody"), 401],
    ["two unknown keys", { ...bearer("a"), ...apiKeyOf("b") }, 401],
    ["none", {}, 401],
  ])("reads the credential from %s", async (_, headers, outcome) => {
    expect(await ask(headers)).toBe(outcome);
    const counted = await ask(headers, KEY, "/v1/messages/count_tokens");
    expect(counted).toBe(outcome === 401 ? 401 : 200);
  });

  it("accepts any key or none if no gateway key is configured", async () => {
    expect(await ask(apiKeyOf("sk-ant-anything"), "")).toBe("socket");
    expect(await ask({}, "")).toBe("socket");
    expect(await ask(bearer("a:b:"), "")).toBe(401);
  });

  it("identifies a caller by the key that was used", async () => {
    await using gateway = await startGateway({
      settings: { GATEWAY_API_KEYS: `${KEY},other`, RATE_LIMIT: "1/min" },
    });
    const both = { ...bearer("mine"), ...apiKeyOf(KEY) };
    expect((await post(gateway, ASK, { headers: both })).status).toBe(200);
    expect((await post(gateway, ASK, { headers: apiKeyOf(KEY) })).status).toBe(429);
    expect((await post(gateway, ASK, { headers: apiKeyOf("other") })).status).toBe(200);
  });

  it("tests a key on the model list with Anthropic's error format", async () => {
    await using gateway = await startGateway({ settings: { GATEWAY_API_KEYS: KEY } });
    const version = { "anthropic-version": "2023-06-01" };
    for (const [headers, status] of [
      [{ ...bearer("mine"), ...apiKeyOf(KEY) }, 200],
      [apiKeyOf("wrong"), 401],
      [{}, 200],
    ] as const) {
      const response = await gateway.fetch("/v1/models", { headers: { ...version, ...headers } });
      expect(response.status).toBe(status);
    }
  });
});
