import { describe, expect, it } from "vitest";

import { ask, askEach, startLimited } from "../setup/limited";

const codeOf = async (response: Response) => {
  const { error } = await response.json();
  return [response.status, error.code, error.message];
};

/** Returns addresses of one network that are each in a /64 of their own. */
const spread = (count: number, toAddress: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => ({ address: toAddress(at + 1) }));

const passed = (statuses: readonly number[]): number =>
  statuses.filter((status) => status === 200).length;

describe("limits by network", () => {
  it("allow a /56 four times as much as one caller, and a /48 sixteen times", async () => {
    await using gateway = await startLimited({ RATE_LIMIT: "1/min" });
    const household = spread(20, (at) => `2001:db8:1:${at.toString(16)}::1`);
    expect(passed(await askEach(gateway, household))).toBe(4);
    const office = spread(60, (at) => `2001:db8:1:${(at * 256).toString(16)}::1`);
    expect(passed(await askEach(gateway, office))).toBe(12);
    const refused = await ask(gateway, { address: "2001:db8:1:ff00::1" });
    expect(await codeOf(refused)).toEqual([
      429,
      "rate_limit_exceeded",
      expect.stringContaining("16 requests per minute from all callers of one network"),
    ]);
    expect(passed(await askEach(gateway, [{ address: "2001:db8:2::1" }]))).toBe(1);
  });

  it("count 6to4 and Teredo together with the IPv4 address inside", async () => {
    await using gateway = await startLimited({ RATE_LIMIT: "3/min" });
    const tunnels = [
      { address: "2002:c633:6407::1" },
      { address: "2002:c633:6407:ffff::9" },
      // 198.51.100.7 with each bit inverted.
      { address: "2001:0:4136:e378:8000:63bf:39cc:9bf8" },
      { address: "198.51.100.7" },
    ];
    expect(await askEach(gateway, tunnels)).toEqual([200, 200, 200, 429]);
  });

  it("apply to budgets too", async () => {
    await using gateway = await startLimited({ RATE_LIMIT: "1000/min", TOKEN_BUDGET: "1/day" });
    const office = spread(40, (at) => `2001:db8:1:${(at * 256).toString(16)}::1`);
    expect(passed(await askEach(gateway, office))).toBeLessThanOrEqual(16);
  });
});

describe("TOTAL_RATE_LIMIT and TOTAL_TOKEN_BUDGET", () => {
  it("count everyone who uses the server's apps together", async () => {
    await using gateway = await startLimited({ RATE_LIMIT: "5/min", TOTAL_RATE_LIMIT: "8/min" });
    const all = spread(20, (at) => `203.0.113.${at}`);
    expect(passed(await askEach(gateway, all))).toBe(8);
    const [status, code, message] = await codeOf(await ask(gateway));
    expect([status, code]).toEqual([429, "rate_limit_exceeded"]);
    expect(message).toContain("8 requests per minute from all callers together");
  });

  it("do not count callers with a Spark app of their own", async () => {
    await using gateway = await startLimited({ RATE_LIMIT: "50/min", TOTAL_RATE_LIMIT: "1/min" });
    const own = { authorization: "Bearer simapp:simsecret:simkey" };
    expect((await ask(gateway)).status).toBe(200);
    expect((await ask(gateway)).status).toBe(429);
    const refused = await gateway.post({ model: "lite", messages: [] }, { headers: own });
    expect(refused.status).not.toBe(429);
  });

  it("limit the cost of a day for all callers together", async () => {
    await using gateway = await startLimited({
      RATE_LIMIT: "1000/min",
      TOTAL_TOKEN_BUDGET: "30/day",
    });
    const all = spread(40, (at) => `203.0.113.${at}`);
    const statuses = await askEach(gateway, all);
    expect(passed(statuses)).toBeLessThan(10);
    expect(statuses.at(-1)).toBe(429);
    const [status, code, message] = await codeOf(await ask(gateway));
    expect([status, code]).toEqual([429, "insufficient_quota"]);
    expect(message).toContain("that this gateway gives all callers together");
  });
});

describe("CALLER_CONCURRENCY", () => {
  it("limits the running answers of one caller, including choices", async () => {
    await using gateway = await startLimited({ RATE_LIMIT: "99/min", CALLER_CONCURRENCY: "2" });
    const stream = {
      body: { model: "lite", messages: [{ role: "user", content: "x" }], stream: true },
    };
    const first = await gateway.post(stream.body);
    const second = await gateway.post(stream.body);
    const third = await ask(gateway);
    expect(await codeOf(third)).toEqual([
      429,
      "rate_limit_exceeded",
      expect.stringContaining("(2 at once)"),
    ]);
    expect((await ask(gateway, { address: "203.0.113.99" })).status).toBe(200);
    await Promise.all([first.text(), second.text()]);
    expect((await ask(gateway)).status).toBe(200);
    const many = await ask(gateway, { body: { ...stream.body, stream: false, n: 3 } });
    expect(many.status).toBe(429);
    expect((await ask(gateway)).status).toBe(200);
  });
});
