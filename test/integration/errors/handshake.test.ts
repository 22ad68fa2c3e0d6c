import { describe, expect, it } from "vitest";

import type { Script } from "../../simulator/simulator";
import { closed, type Expected, thrice } from "../setup/expected";
import { ASK, startGateway } from "../setup/gateway";

describe("handshake rejections", () => {
  const refuse = (status: number, headers?: Record<string, string>): Script => ({
    refuse: {
      status,
      body: '{"message":"HMAC signature does not match"}',
      ...(headers && { headers }),
    },
  });
  const skewed = { date: new Date(Date.now() + 600_000).toUTCString() };
  const auth = (status: number, type: string, code: string): Expected => ({ status, type, code });

  it.each<[string, Script, { own?: boolean }, Expected]>([
    ["401, the server's app", refuse(401), {}, auth(502, "server_error", "upstream_auth")],
    ["403, the server's app", refuse(403), {}, auth(502, "server_error", "upstream_auth")],
    ["401", refuse(401), { own: true }, auth(401, "authentication_error", "invalid_api_key")],
    ["403", refuse(403), { own: true }, auth(403, "permission_error", "permission_denied")],
    [
      "403, clocks apart",
      refuse(403, skewed),
      { own: true },
      auth(403, "permission_error", "clock_skew"),
    ],
    ["404", refuse(404), {}, closed()],
    ["500", refuse(500), {}, closed()],
    ["a hang-up", { hangUp: true }, {}, closed()],
  ])(
    "maps a failed handshake (%s) to the documented error",
    async (_, script, { own = false }, expected) => {
      await using gateway = await startGateway();
      for (const stream of [false, true]) {
        gateway.simulator.clear();
        gateway.simulator.play(...thrice(script));
        const response = await gateway.post(
          { ...ASK, stream },
          own ? { headers: { authorization: "Bearer 123456:123456:123456" } } : {},
        );
        const { error } = await response.json();
        expect({ status: response.status, type: error.type, code: error.code }).toEqual(expected);
        if (expected.status < 500 || expected.code === "upstream_auth") {
          expect(response.headers.get("x-should-retry")).toBe("false");
          expect(gateway.simulator.connections).toHaveLength(1);
        } else if (expected.code === "upstream_closed" && !_.startsWith("404")) {
          expect(gateway.simulator.connections).toHaveLength(3);
        }
        expect(error.message).not.toContain("HMAC");
      }
    },
  );

  it("names the cause of a wrong secret, a wrong key and a skewed clock", async () => {
    await using gateway = await startGateway({ simulator: {} });
    const ask = (key: string) => gateway.post(ASK, { headers: { authorization: `Bearer ${key}` } });
    const wrongSecret = await (await ask("123456:wrong:123456")).json();
    expect(wrongSecret.error).toMatchObject({
      code: "invalid_api_key",
      message: expect.stringContaining("API_SECRET"),
    });
    const wrongKey = await (await ask("123456:123456:wrong")).json();
    expect(wrongKey.error).toMatchObject({
      code: "invalid_api_key",
      message: expect.stringContaining("does not know this API_KEY"),
    });
    await using late = await startGateway({ simulator: { now: () => Date.now() + 600_000 } });
    const response = await late.post(ASK, {
      headers: { authorization: "Bearer 123456:123456:123456" },
    });
    expect(await response.json()).toMatchObject({
      error: {
        code: "clock_skew",
        message: expect.stringMatching(/600 seconds behind|599 seconds behind/),
      },
    });
  });
});
