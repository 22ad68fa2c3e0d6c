import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { ASK, startGateway } from "../setup/gateway";
import { ask, askEach, LIMIT, startLimited, times } from "../setup/limited";

// The clock stands still, so that the rest of a window is exact.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const standing = ({ headers }: Response): (string | null)[] =>
  ["limit", "remaining", "reset"].map((name) => headers.get(`x-ratelimit-${name}-requests`));

describe("RATE_LIMIT", () => {
  it("sets x-ratelimit headers on whole, streamed and failed answers", async () => {
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

  it("returns 429 with retry-after over the limit, without contacting Spark", async () => {
    await using gateway = await startLimited();
    expect(await askEach(gateway, times(LIMIT, {}))).toEqual([200, 200, 200]);
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

  it("does not read the body of a request over the limit", async () => {
    await using gateway = await startLimited();
    await askEach(gateway, times(LIMIT, {}));
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

  it("accepts requests again when the window has ended", async () => {
    await using gateway = await startLimited();
    await askEach(gateway, times(LIMIT + 1, {}));
    vi.setSystemTime(Date.now() + 59_999);
    expect(await askEach(gateway, [{}])).toEqual([429]);
    vi.setSystemTime(Date.now() + 1);
    expect(await askEach(gateway, times(4, {}))).toEqual([200, 200, 200, 429]);
  });

  it("sends x-should-retry: false when the wait takes hours", async () => {
    await using gateway = await startLimited({ RATE_LIMIT: "1/day" });
    await ask(gateway);
    const response = await ask(gateway);
    expect(response.headers.get("retry-after")).toBe("86400");
    expect(response.headers.get("x-should-retry")).toBe("false");
    expect(await response.json()).toMatchObject({
      error: { message: expect.stringContaining("1 request per day") },
    });
  });

  it("counts n choices as n and rejects what does not fit without counting it", async () => {
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

  it("says that more choices than the limit can never pass", async () => {
    await using gateway = await startLimited();
    const response = await ask(gateway, { body: { ...ASK, n: 4 } });
    expect(response.status).toBe(400);
    expect(response.headers.get("retry-after")).toBeNull();
    expect(await response.json()).toMatchObject({
      error: {
        param: "n",
        message: "`n` counts as 4 requests, and the limit is 3: ask for fewer.",
      },
    });
  });

  it("enforces every window and reports the tightest", async () => {
    await using gateway = await startLimited({ RATE_LIMIT: "10/min,2/day" });
    expect(standing(await ask(gateway))).toEqual(["2", "1", "24h0m0s"]);
    expect(await askEach(gateway, [{}, {}])).toEqual([200, 429]);
  });

  it("does not count model lists, preflights and wrong methods", async () => {
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

  it("sends no x-ratelimit headers when unset", async () => {
    await using gateway = await startGateway();
    expect(standing(await ask(gateway))).toEqual([null, null, null]);
  });

  it("accepts exactly the limit of concurrent requests", async () => {
    await using gateway = await startLimited({ RATE_LIMIT: "7/min" });
    const answers = await Promise.all(Array.from({ length: 40 }, () => ask(gateway)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(7);
    expect(JSON.stringify(gateway.log)).not.toContain("203.0.113");
  });
});
