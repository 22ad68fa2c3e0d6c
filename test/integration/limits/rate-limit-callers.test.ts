import { describe, expect, it } from "vitest";

import { DEMO_APP } from "../../simulator/apps";
import { ASK } from "../setup/gateway";
import { ask, askEach, LIMIT, startLimited, times } from "../setup/limited";

const OWN_APP = `${DEMO_APP.appId}:${DEMO_APP.apiSecret}:${DEMO_APP.apiKey}`;

describe("RATE_LIMIT: callers", () => {
  it("counts callers of an open endpoint by IP address, whatever key they send", async () => {
    await using gateway = await startLimited();
    const madeUp = ["sk-1", "sk-2", "sk-3", "sk-4"].map((key) => ({ key }));
    expect(await askEach(gateway, madeUp)).toEqual([200, 200, 200, 429]);
    expect(await askEach(gateway, [{ key: "sk-1", address: "203.0.113.8" }])).toEqual([200]);
  });

  it("counts a gateway key across IP addresses and surrounding whitespace", async () => {
    await using gateway = await startLimited({ GATEWAY_API_KEYS: "one,two" });
    const one = ["203.0.113.1", "203.0.113.2", "203.0.113.3", "203.0.113.4"].map((address) => ({
      key: address.endsWith("2") ? "  one " : "one",
      address,
    }));
    expect(await askEach(gateway, one)).toEqual([200, 200, 200, 429]);
    expect(await askEach(gateway, [{ key: "two", address: "203.0.113.1" }])).toEqual([200]);
  });

  it("counts wrong gateway keys by IP address", async () => {
    await using gateway = await startLimited({ GATEWAY_API_KEYS: "one" });
    const guesses = ["a", "b", "c", "d"].map((key) => ({ key }));
    expect(await askEach(gateway, guesses)).toEqual([401, 401, 401, 429]);
    expect(await askEach(gateway, [{ key: "one" }])).toEqual([200]);
  });

  it("counts a Spark app on its own once Spark has accepted it", async () => {
    await using gateway = await startLimited();
    expect(await askEach(gateway, times(5, { key: OWN_APP }))).toEqual([200, 200, 200, 429, 429]);
    // The first was counted by address at first, because anyone could have made up the app.
    const others = [{ key: OWN_APP, address: "203.0.113.9" }, {}, {}, {}, {}];
    expect(await askEach(gateway, others)).toEqual([429, 200, 200, 200, 429]);
  });

  it("counts every choice of an app that was not verified yet", async () => {
    await using gateway = await startLimited();
    const headers = { authorization: `Bearer ${OWN_APP}` };
    expect((await gateway.post({ ...ASK, n: 2 }, { headers })).status).toBe(200);
    expect(await askEach(gateway, times(2, { key: OWN_APP }))).toEqual([200, 429]);
    expect(await askEach(gateway, times(4, {}))).toEqual([200, 200, 200, 429]);
  });

  it("limits made-up apps by IP address, including their handshakes to Spark", async () => {
    await using gateway = await startLimited();
    const forged = Array.from({ length: 200 }, (_, index) => ({ key: `app${index}:b:c` }));
    const statuses = await Promise.all(forged.map(async (one) => (await ask(gateway, one)).status));
    expect(statuses.filter((status) => status === 401)).toHaveLength(LIMIT);
    expect(statuses.filter((status) => status === 429)).toHaveLength(200 - LIMIT);
    expect(gateway.simulator.connections).toHaveLength(LIMIT);
  });

  it("does not let forged credentials use up an app's limit", async () => {
    await using gateway = await startLimited();
    await ask(gateway, { key: OWN_APP });
    const forged = { key: `${DEMO_APP.appId}:wrong:wrong`, address: "203.0.113.66" };
    await askEach(gateway, times(10, forged));
    expect(await askEach(gateway, times(3, { key: OWN_APP }))).toEqual([200, 200, 429]);
  });

  it("counts an APIPassword on its own once Spark has accepted it", async () => {
    await using gateway = await startLimited();
    const own = { key: DEMO_APP.apiPassword };
    expect(await askEach(gateway, times(5, own))).toEqual([200, 200, 200, 429, 429]);
  });

  it("trusts as many X-Forwarded-For entries as TRUSTED_PROXIES allows", async () => {
    await using gateway = await startLimited({ TRUSTED_PROXIES: "1" });
    const from = (forwarded: string): Promise<Response> =>
      gateway.post(ASK, { headers: { "x-forwarded-for": forwarded } });
    for (let time = 0; time < LIMIT; time += 1) {
      expect((await from(`10.9.9.${time}, 192.0.2.1`)).status).toBe(200);
    }
    expect((await from("10.9.9.99, 192.0.2.1")).status).toBe(429);
    expect((await from("192.0.2.1, 192.0.2.2")).status).toBe(200);
  });
});
