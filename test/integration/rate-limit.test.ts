import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { DEMO_APP } from "../simulator/apps";
import { ASK, type Gateway, startGateway } from "./gateway";

const OWN_APP = `${DEMO_APP.appId}:${DEMO_APP.apiSecret}:${DEMO_APP.apiKey}`;
const LIMIT = 3;

// The clock stands still, so that what is left of a window is exact.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A gateway whose callers come from the address that they name here. */
function startLimited(settings: Record<string, string> = {}): Promise<Gateway> {
  return startGateway({
    settings: { RATE_LIMIT: `${LIMIT}/min`, ...settings },
    deps: { findPeer: ({ headers }) => headers.get("x-test-address") ?? "203.0.113.7" },
  });
}

type Asking = { key?: string; address?: string; body?: unknown };

async function ask(gateway: Gateway, { key, address, body = ASK }: Asking = {}): Promise<Response> {
  const response = await gateway.post(body, {
    headers: {
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...(address !== undefined && { "x-test-address": address }),
    },
  });
  // A stream is only over, and its caller known, when it has been read.
  const text = await response.text();
  return new Response(text, response);
}

async function askEach(gateway: Gateway, asking: readonly Asking[]): Promise<number[]> {
  const statuses: number[] = [];
  for (const one of asking) statuses.push((await ask(gateway, one)).status);
  return statuses;
}

const standing = ({ headers }: Response): (string | null)[] =>
  ["limit", "remaining", "reset"].map((name) => headers.get(`x-ratelimit-${name}-requests`));

describe("RATE_LIMIT", () => {
  it("tells on every answer how many are left: whole, in stream, and failed", async () => {
    await using gateway = await startLimited();
    const whole = await ask(gateway);
    expect(standing(whole)).toEqual(["3", "2", "1m0s"]);
    const stream = await ask(gateway, { body: { ...ASK, stream: true } });
    expect(stream.headers.get("content-type")).toContain("text/event-stream");
    expect(standing(stream)).toEqual(["3", "1", "1m0s"]);
    const wrong = await ask(gateway, { body: { model: "gpt-9", messages: ASK.messages } });
    expect(wrong.status).toBe(404);
    expect(standing(wrong)).toEqual(["3", "0", "1m0s"]);
    expect(whole.headers.get("access-control-expose-headers")).toContain(
      "x-ratelimit-limit-requests, x-ratelimit-remaining-requests, x-ratelimit-reset-requests",
    );
  });

  it("answers 429 beyond it, says when to come back, and asks Spark nothing", async () => {
    await using gateway = await startLimited();
    expect(await askEach(gateway, Array(LIMIT).fill({}))).toEqual([200, 200, 200]);
    const response = await ask(gateway);
    expect(response.status).toBe(429);
    expect(await response.json()).toEqual({
      error: {
        message:
          "This gateway takes 3 requests per minute from each caller: try again in 60 seconds.",
        type: "rate_limit_error",
        param: null,
        code: "rate_limit_exceeded",
      },
    });
    expect(response.headers.get("retry-after")).toBe("60");
    expect(response.headers.get("retry-after-ms")).toBe("60000");
    expect(response.headers.get("x-should-retry")).toBeNull();
    expect(standing(response)).toEqual(["3", "0", "1m0s"]);
    expect(gateway.simulator.connections).toHaveLength(LIMIT);
  });

  it("does not read the body of someone who is over it", async () => {
    await using gateway = await startLimited();
    await askEach(gateway, Array(LIMIT).fill({}));
    let isRead = false;
    const body = new ReadableStream<Uint8Array>(
      {
        pull() {
          isRead = true;
        },
      },
      { highWaterMark: 0 },
    );
    const init = { method: "POST", body, duplex: "half" } as RequestInit;
    expect((await gateway.fetch("/v1/chat/completions", init)).status).toBe(429);
    expect(isRead).toBe(false);
  });

  it("opens again when the window is over", async () => {
    await using gateway = await startLimited();
    await askEach(gateway, Array(LIMIT + 1).fill({}));
    vi.setSystemTime(Date.now() + 59_999);
    expect(await askEach(gateway, [{}])).toEqual([429]);
    vi.setSystemTime(Date.now() + 1);
    expect(await askEach(gateway, Array(4).fill({}))).toEqual([200, 200, 200, 429]);
  });

  it("tells a client who would have to wait for hours not to retry", async () => {
    await using gateway = await startLimited({ RATE_LIMIT: "1/day" });
    await ask(gateway);
    const response = await ask(gateway);
    expect(response.headers.get("retry-after")).toBe("86400");
    expect(response.headers.get("x-should-retry")).toBe("false");
    expect(await response.json()).toMatchObject({
      error: { message: expect.stringContaining("1 request per day") },
    });
  });

  it("counts an open endpoint's callers by address, whatever key they make up", async () => {
    await using gateway = await startLimited();
    const madeUp = ["sk-1", "sk-2", "sk-3", "sk-4"].map((key) => ({ key }));
    expect(await askEach(gateway, madeUp)).toEqual([200, 200, 200, 429]);
    expect(await askEach(gateway, [{ key: "sk-1", address: "203.0.113.8" }])).toEqual([200]);
  });

  it("counts a gateway key by itself, wherever it comes from and however it is written", async () => {
    await using gateway = await startLimited({ GATEWAY_API_KEYS: "one,two" });
    const one = ["203.0.113.1", "203.0.113.2", "203.0.113.3", "203.0.113.4"].map((address) => ({
      key: address.endsWith("2") ? "  one " : "one",
      address,
    }));
    expect(await askEach(gateway, one)).toEqual([200, 200, 200, 429]);
    expect(await askEach(gateway, [{ key: "two", address: "203.0.113.1" }])).toEqual([200]);
  });

  it("counts whoever guesses at keys by address", async () => {
    await using gateway = await startLimited({ GATEWAY_API_KEYS: "one" });
    const guesses = ["a", "b", "c", "d"].map((key) => ({ key }));
    expect(await askEach(gateway, guesses)).toEqual([401, 401, 401, 429]);
    expect(await askEach(gateway, [{ key: "one" }])).toEqual([200]);
  });

  it("counts a Spark app by itself once Spark has let it in", async () => {
    await using gateway = await startLimited();
    // The first counts by address: anybody could have made the app up.
    expect(await askEach(gateway, Array(5).fill({ key: OWN_APP }))).toEqual([
      200, 200, 200, 200, 429,
    ]);
    const others = [{ key: OWN_APP, address: "203.0.113.9" }, {}, {}, {}];
    expect(await askEach(gateway, others)).toEqual([429, 200, 200, 429]);
  });

  it("lets nobody escape with made-up apps, nor pile handshakes up with them", async () => {
    await using gateway = await startLimited();
    const forged = Array.from({ length: 200 }, (_, index) => ({ key: `app${index}:b:c` }));
    const statuses = await Promise.all(forged.map(async (one) => (await ask(gateway, one)).status));
    expect(statuses.filter((status) => status === 401)).toHaveLength(LIMIT);
    expect(statuses.filter((status) => status === 429)).toHaveLength(200 - LIMIT);
    expect(gateway.simulator.connections).toHaveLength(LIMIT);
  });

  it("lets nobody use up the limit of an app whose id he knows", async () => {
    await using gateway = await startLimited();
    await ask(gateway, { key: OWN_APP });
    const forged = { key: `${DEMO_APP.appId}:wrong:wrong`, address: "203.0.113.66" };
    await askEach(gateway, Array(10).fill(forged));
    expect(await askEach(gateway, Array(3).fill({ key: OWN_APP }))).toEqual([200, 200, 200]);
  });

  it("counts an APIPassword likewise", async () => {
    await using gateway = await startLimited();
    const own = { key: DEMO_APP.apiPassword };
    expect(await askEach(gateway, Array(5).fill(own))).toEqual([200, 200, 200, 200, 429]);
  });

  it("counts n choices as n, and refuses what does not fit without taking it", async () => {
    await using gateway = await startLimited();
    const two = { body: { ...ASK, n: 2 } };
    const first = await ask(gateway, two);
    expect(first.status).toBe(200);
    expect(standing(first)[1]).toBe("1");
    await using other = await startLimited();
    expect(await askEach(other, [{}, { body: { ...ASK, n: 3 } }, {}, {}])).toEqual([
      200, 429, 200, 429,
    ]);
  });

  it("keeps to all its windows and tells of the tightest", async () => {
    await using gateway = await startLimited({ RATE_LIMIT: "10/min,2/day" });
    expect(standing(await ask(gateway))).toEqual(["2", "1", "24h0m0s"]);
    expect(await askEach(gateway, [{}, {}])).toEqual([200, 429]);
  });

  it("leaves the models, preflights and wrong methods uncounted", async () => {
    await using gateway = await startLimited();
    for (let time = 0; time < 5; time += 1) {
      const models = await gateway.fetch("/v1/models");
      expect(models.status).toBe(200);
      expect(standing(models)).toEqual([null, null, null]);
      await gateway.fetch("/v1/chat/completions", { method: "OPTIONS" });
      await gateway.fetch("/v1/chat/completions");
    }
    expect((await ask(gateway)).status).toBe(200);
  });

  it("is none unless it is set", async () => {
    await using gateway = await startGateway();
    expect(standing(await ask(gateway))).toEqual([null, null, null]);
  });

  it("lets as many through as it says when all come at once", async () => {
    await using gateway = await startLimited({ RATE_LIMIT: "7/min" });
    const answers = await Promise.all(Array.from({ length: 40 }, () => ask(gateway)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(7);
    expect(JSON.stringify(gateway.log)).not.toContain("203.0.113");
  });

  it("believes the address of as many proxies as it is told", async () => {
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
