import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { toAddressPayer } from "@/lib/gateway/limits/payer";

import { answer, perform, stallAfter } from "../../simulator/scripts";
import { type Gateway, startGateway } from "../setup/gateway";
import { readSent } from "../setup/services";
import { readUntil } from "../setup/sse";
import { eventually } from "../../eventually";
import { ASK, askStream, askWhole, expectRefusal, readTold, respond } from "./ask";
import { fetchKept } from "./keeping";

const ADDRESS = "203.0.113.7";

// Time is frozen, so that a window's remainder is exact.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function refusedOf(gateway: Gateway, body: object = ASK) {
  const response = await respond(gateway, body);
  const { error } = await response.json();
  return { status: response.status, after: response.headers.get("retry-after"), ...error };
}

/** What an answer costs at least that Spark did not count to its end. */
const FLOOR = 20;

async function spent({ deps }: Gateway): Promise<number> {
  const payer = toAddressPayer(ADDRESS, deps.limits.digest);
  const [reading] = (await deps.limits.tokens?.limiter.read(payer)) ?? [];
  if (!reading || reading.remaining === 0) throw new Error("nothing is left");
  return reading.limit - reading.remaining;
}

const tokens = (total: number) => ({
  usage: {
    question_tokens: 1,
    prompt_tokens: 1,
    completion_tokens: total - 1,
    total_tokens: total,
  },
});

describe("limits in the Responses API", () => {
  it.each([
    ["2/min", "60", "60s"],
    ["2/10sec", "10", "10s"],
    ["2/hour", "3600", "3600s"],
  ])(
    "reports the wait for a limit of %s requests in the words that Codex reads",
    async (limit, after, words) => {
      await using gateway = await startGateway({ settings: { RATE_LIMIT: limit } });
      for (const stream of [false, true]) {
        const response = await respond(gateway, { ...ASK, stream });
        expect(response.headers.get("x-ratelimit-limit-requests")).toBe("2");
        await response.text();
      }
      expect(await refusedOf(gateway)).toMatchObject({
        status: 429,
        type: "rate_limit_error",
        code: "rate_limit_exceeded",
        after,
        message: expect.stringContaining(`: try again in ${words}.`),
      });
      expect(gateway.simulator.connections).toHaveLength(2);
    },
  );

  it("counts one choice per request and sets the x-ratelimit headers", async () => {
    await using gateway = await startGateway({
      settings: { RATE_LIMIT: "2/min", RESPONSES_STORE: "memory" },
    });
    const { id } = await askWhole(gateway, ASK);
    for (let time = 0; time < 3; time += 1) {
      expect((await fetchKept(gateway, id)).status).toBe(200);
    }
    expect((await respond(gateway, { ...ASK, n: 4 })).status).toBe(200);
    expect((await respond(gateway, ASK)).status).toBe(429);
  });

  it("reports when to retry if an app's queue is full", async () => {
    await using gateway = await startGateway({
      settings: { APP_CONCURRENCY: "1", QUEUE_TIMEOUT_MS: "50" },
    });
    gateway.simulator.play(stallAfter(["一"]));
    const held = await respond(gateway, { ...ASK, stream: true });
    expect(await refusedOf(gateway)).toMatchObject({
      status: 429,
      type: "rate_limit_error",
      message: expect.stringMatching(/try again in [\d.]+s/i),
      after: expect.stringMatching(/^\d+$/),
    });
    await held.body?.cancel();
  });

  it("applies the limits on models and answer length to the server's apps", async () => {
    await using gateway = await startGateway({
      settings: { SERVER_MODELS: "4.0Ultra", SERVER_MAX_TOKENS: "100" },
    });
    await expectRefusal(
      gateway,
      { ...ASK, model: "lite" },
      { status: 403, param: "model", code: "model_not_authorized", type: "permission_error" },
    );
    const response = await respond(gateway, { ...ASK, max_output_tokens: 500 });
    expect(readTold(response).adjusted).toEqual(["max_output_tokens=100"]);
    expect((await readSent(gateway)).parameter.chat.max_tokens).toBe(100);
  });
});

describe("TOKEN_BUDGET in the Responses API", () => {
  const settings = { TOKEN_BUDGET: "1000/day" };

  it("debits the tokens that Spark counts, and reports a used-up budget as a quota error", async () => {
    await using gateway = await startGateway({ settings });
    gateway.simulator.play(answer(["好"], tokens(400)), answer(["好"], tokens(600)));
    await askWhole(gateway, ASK);
    expect(await spent(gateway)).toBe(400);
    await askStream(gateway, ASK);
    expect(await refusedOf(gateway)).toMatchObject({
      status: 429,
      type: "insufficient_quota",
      code: "insufficient_quota",
      after: "86400",
    });
    expect(gateway.simulator.connections).toHaveLength(2);
  });

  it("debits an estimate for a call, a failure, and a client disconnect", async () => {
    await using gateway = await startGateway({ settings });
    gateway.simulator.play(
      perform({ texts: ["一二三四五六"], error: { code: 10_012, detail: "m" } }),
    );
    await askStream(gateway, ASK);
    expect(await spent(gateway)).toBe(FLOOR);
    gateway.simulator.play(stallAfter(["一二三四五六"]));
    const response = await respond(gateway, { ...ASK, stream: true });
    const { reader } = await readUntil(response, "六");
    await reader?.cancel();
    await eventually(async () => expect(await spent(gateway)).toBe(2 * FLOOR));
  });

  it("reports a reserved budget in the words that Codex reads", async () => {
    await using gateway = await startGateway({ settings: { TOKEN_BUDGET: "30/day" } });
    gateway.simulator.play(stallAfter(["一"]), stallAfter(["一"]));
    const body = { ...ASK, stream: true, max_output_tokens: 100 };
    const held = await respond(gateway, body);
    const refused = await refusedOf(gateway, body);
    expect(refused).toMatchObject({ status: 429, code: "rate_limit_exceeded", after: "1" });
    expect(refused.message).toMatch(/running answers.* try again in 1s\.$/);
    expect(refused.message).not.toContain("max_tokens");
    await held.body?.cancel();
  });
});
