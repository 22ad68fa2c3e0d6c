import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { toAddressPayer } from "@/lib/gateway/limits/payer";

import { DEMO_APP } from "../../simulator/apps";
import { answer, failAfter, refuseWith, silence, stallAfter } from "../../simulator/scripts";
import { ASK, type Gateway, startGateway } from "../setup/gateway";
import { turns } from "../setup/several-apps";
import { readUntil } from "../setup/sse";
import { eventually } from "../../eventually";

const FLOOR = 20;
const OWN_APP = `${DEMO_APP.appId}:${DEMO_APP.apiSecret}:${DEMO_APP.apiKey}`;
const ADDRESS = "203.0.113.7";
const BUDGET = 1000;

// The clock stands still, so that the rest of a window is exact.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const startBudgeted = (settings: Record<string, string> = {}): Promise<Gateway> =>
  startGateway({ settings: { TOKEN_BUDGET: `${BUDGET}/day`, ...settings } });

const countedAs = (total: number) => ({
  usage: {
    question_tokens: 1,
    prompt_tokens: 1,
    completion_tokens: total - 1,
    total_tokens: total,
  },
});

/** Returns what the callers of this address have spent, including reservations. */
async function spent({ deps }: Gateway): Promise<number> {
  const payer = toAddressPayer(ADDRESS, deps.limits.digest);
  const [reading] = (await deps.limits.tokens?.limiter.read(payer)) ?? [];
  return reading ? reading.limit - reading.remaining : 0;
}

describe("TOKEN_BUDGET", () => {
  it.each([false, true])("debits the tokens that Spark counted (stream: %s)", async (stream) => {
    await using gateway = await startBudgeted();
    gateway.simulator.play(answer(["好"], countedAs(40)));
    await (await gateway.post({ ...ASK, stream, max_tokens: 100 })).text();
    expect(await spent(gateway)).toBe(40);
    gateway.simulator.play(answer(["好"], countedAs(300)));
    // More than was requested or estimated.
    await (await gateway.post({ ...ASK, stream, max_tokens: 100 })).text();
    expect(await spent(gateway)).toBe(340);
  });

  it("counts function definitions in the estimate of a cut-off answer", async () => {
    await using gateway = await startBudgeted();
    const described = { name: "f", description: "Tells what the weather is like. ".repeat(40) };
    const tools = [{ type: "function", function: described }];
    gateway.simulator.play(answer(["好，", "完"]));
    const asked = { ...ASK, model: "generalv3.5", tools, stop: "，", max_tokens: 10 };
    const { usage } = await (await gateway.post(asked)).json();
    expect(usage).toMatchObject({ estimated: true });
    expect(usage.prompt_tokens).toBeGreaterThan(300);
    expect(await spent(gateway)).toBeGreaterThan(300);
  });

  it("returns 429 with retry-after when spent, without contacting Spark", async () => {
    await using gateway = await startBudgeted();
    gateway.simulator.play(answer(["好"], countedAs(BUDGET)));
    expect((await gateway.post(ASK)).status).toBe(200);
    vi.setSystemTime(Date.now() + 3_600_000);
    const response = await gateway.post(ASK);
    expect(response.status).toBe(429);
    expect(await response.json()).toEqual({
      error: {
        message:
          "The 1000 tokens per day that this gateway gives each caller are used up: try again in " +
          "23 hours, or bring your own Spark app.",
        type: "insufficient_quota",
        param: null,
        code: "insufficient_quota",
      },
    });
    expect(response.headers.get("retry-after")).toBe("82800");
    expect(response.headers.get("x-should-retry")).toBe("false");
    expect(gateway.simulator.connections).toHaveLength(1);
    vi.setSystemTime(Date.now() + 82_800_000);
    expect((await gateway.post(ASK)).status).toBe(200);
  });

  it("lets any remaining budget buy one full answer", async () => {
    await using gateway = await startBudgeted();
    for (const tokens of [BUDGET - 1, 5 * BUDGET]) {
      gateway.simulator.play(answer(["好"], countedAs(tokens)));
      expect((await gateway.post(ASK)).status).toBe(200);
    }
    expect((await gateway.post(ASK)).status).toBe(429);
  });

  it("does not apply to callers with their own Spark app", async () => {
    await using gateway = await startBudgeted();
    gateway.simulator.play(answer(["好"], countedAs(BUDGET)));
    await gateway.post(ASK);
    const own = { headers: { authorization: `Bearer ${OWN_APP}` } };
    expect((await gateway.post(ASK, own)).status).toBe(200);
    expect((await gateway.post(ASK)).status).toBe(429);
  });

  it("reserves tokens so that concurrent answers do not exceed the budget", async () => {
    await using gateway = await startBudgeted();
    for (let time = 0; time < 20; time += 1) gateway.simulator.play(stallAfter(["一"]));
    const abort = new AbortController();
    const ask = (): Promise<Response> =>
      gateway.post({ ...ASK, stream: true, max_tokens: 299 }, { signal: abort.signal });
    const responses = await Promise.all(Array.from({ length: 20 }, ask));
    // Each question costs 2 tokens and 299 more. Three of them leave 97, which allows a fourth.
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(4);
    // None of them reports that the day's budget is spent, because it is not.
    for (const refused of responses.filter(({ status }) => status === 429)) {
      expect(refused.headers.get("retry-after")).toBe("1");
      expect(refused.headers.get("x-should-retry")).toBeNull();
      expect(await refused.json()).toMatchObject({
        error: { code: "rate_limit_exceeded", message: expect.stringContaining("running answers") },
      });
    }
    const reading = responses
      .filter(({ status }) => status === 200)
      .map(async (one) => one.body?.cancel());
    await Promise.all(reading);
    await eventually(async () => expect(await spent(gateway)).toBe(4 * FLOOR));
    abort.abort();
  });

  it("debits both attempts of a repaired answer", async () => {
    await using gateway = await startBudgeted();
    gateway.simulator.play(answer(["no JSON"], countedAs(40)));
    gateway.simulator.play(answer(['{"a":1}'], countedAs(50)));
    await gateway.post({ ...ASK, response_format: { type: "json_object" } });
    expect(await spent(gateway)).toBe(90);
  });

  it("debits both attempts when the repair fails as well", async () => {
    await using gateway = await startBudgeted();
    for (const tokens of [40, 50]) gateway.simulator.play(answer(["no"], countedAs(tokens)));
    const response = await gateway.post({ ...ASK, response_format: { type: "json_object" } });
    expect(response.status).toBe(502);
    expect(await spent(gateway)).toBe(90);
  });

  it("debits each of n choices", async () => {
    await using gateway = await startBudgeted();
    for (const tokens of [40, 50]) gateway.simulator.play(answer(["好"], countedAs(tokens)));
    await gateway.post({ ...ASK, n: 2 });
    expect(await spent(gateway)).toBe(90);
  });

  it("debits an estimate when the client disconnects mid-stream", async () => {
    await using gateway = await startBudgeted();
    gateway.simulator.play(stallAfter(["一二三四五六"]));
    const response = await gateway.post({ ...ASK, stream: true });
    const { reader } = await readUntil(response, "六");
    await reader?.cancel();
    await eventually(async () => expect(await spent(gateway)).toBe(FLOOR));
  });

  it("debits the prompt when the client disconnects before the first token", async () => {
    await using gateway = await startBudgeted();
    gateway.simulator.play(silence);
    const abort = new AbortController();
    const response = gateway.post(ASK, { signal: abort.signal });
    await (
      await gateway.simulator.connection(0)
    ).request;
    abort.abort();
    expect((await response).status).toBe(499);
    expect(await spent(gateway)).toBe(FLOOR);
  });

  it("debits nothing for requests that leave the queue unserved", async () => {
    await using gateway = await startBudgeted({ APP_CONCURRENCY: "1", QUEUE_TIMEOUT_MS: "100" });
    gateway.simulator.play(stallAfter(["一二三四五六"]));
    const short = { ...ASK, max_tokens: 9 };
    const [first, second] = [new AbortController(), new AbortController()];
    const held = await gateway.post({ ...short, stream: true }, { signal: first.signal });
    const left = gateway.post(short, { signal: second.signal });
    await turns(5);
    second.abort();
    expect((await left).status).toBe(499);
    expect((await gateway.post({ ...short, n: 2 })).status).toBe(429);
    expect(gateway.log.at(-1)).toMatchObject({ failure: "queue-timeout" });
    first.abort();
    await held.body?.cancel();
    await eventually(async () => expect(await spent(gateway)).toBe(FLOOR));
    expect(gateway.simulator.connections).toHaveLength(1);
  });

  it.each([false, true])(
    "debits an estimate when Spark fails mid-answer (stream: %s)",
    async (stream) => {
      await using gateway = await startBudgeted();
      gateway.simulator.play(failAfter(["一二三四五六"], 10_012, "EngineInternalError"));
      await (await gateway.post({ ...ASK, stream })).text();
      expect(await spent(gateway)).toBe(FLOOR);
    },
  );

  it("debits an estimate when a stop sequence ends the answer", async () => {
    await using gateway = await startBudgeted();
    gateway.simulator.play(stallAfter(["一二三", "四五六"]));
    await gateway.post({ ...ASK, stop: "五" });
    expect(await spent(gateway)).toBe(FLOOR);
  });

  it("debits nothing when Spark rejects or the request is invalid", async () => {
    await using gateway = await startBudgeted();
    gateway.simulator.play(refuseWith(10_013, "no"));
    expect((await gateway.post(ASK)).status).toBe(400);
    gateway.simulator.play({ refuse: { status: 401 } });
    expect((await gateway.post(ASK)).status).toBe(502);
    expect((await gateway.post({ ...ASK, temperature: 9 })).status).toBe(400);
    const image = { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } };
    const blind = { model: "vision", messages: [{ role: "user", content: [image] }] };
    expect((await gateway.post(blind)).status).toBe(400);
    expect(await spent(gateway)).toBe(0);
  });
});
