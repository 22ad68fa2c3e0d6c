import { describe, expect, it } from "vitest";

import { answer, failAfter, refuseWith, stallAfter } from "../../simulator/scripts";
import { ASK, type Gateway, startGateway } from "../setup/gateway";
import { startLimited, startWithApps, toListed, toSimulated, turns } from "../setup/several-apps";
import { readUntil } from "../setup/sse";

const SID = /^cht\w+@\w+$/;
const JSON_WANTED = { response_format: { type: "json_object" } };

/** Returns the line about the last request. */
const lineOf = ({ log }: Gateway) => log.findLast(({ event }) => event === "request") ?? {};

async function ask(gateway: Gateway, more: object = {}): Promise<Response> {
  const response = await gateway.post({ ...ASK, ...more });
  return new Response(await response.text(), response);
}

describe("request log line", () => {
  it.each([false, true])(
    "records Spark's code and session of a rejection (stream: %s)",
    async (stream) => {
      await using gateway = await startGateway();
      gateway.simulator.play(refuseWith(10_013, "m"));
      const response = await ask(gateway, { stream });
      const sid = response.headers.get("x-spark-sid");
      expect(sid).toMatch(SID);
      expect(lineOf(gateway)).toMatchObject({
        app: "APP_ID",
        code: "content_filter",
        ended: "failed",
        failure: "spark-rejected",
        frames: 1,
        sid,
        spark_code: 10_013,
        status: 400,
      });
      expect(lineOf(gateway)).not.toHaveProperty("first_token_ms");
    },
  );

  it.each([
    [false, { status: 503 }],
    [true, { status: 200, first_byte_ms: expect.any(Number), completion_tokens: 1 }],
  ])("records the error that interrupts an answer (stream: %s)", async (stream, facts) => {
    await using gateway = await startGateway();
    gateway.simulator.play(failAfter(["半"], 10_012, "m"));
    const response = await ask(gateway, { stream });
    expect(await response.text()).toContain('"upstream_unavailable"');
    expect(lineOf(gateway)).toMatchObject({
      ...facts,
      code: "upstream_unavailable",
      ended: "failed",
      first_token_ms: expect.any(Number),
      frames: 2,
      sid: expect.stringMatching(SID),
      spark_code: 10_012,
    });
  });

  it("records the sessions of all n choices, including the failed one", async () => {
    await using gateway = await startGateway();
    let refuse = (): void => {};
    const spoken = new Promise<void>((resolve) => (refuse = resolve));
    gateway.simulator.play(stallAfter(["一"]), async (stage) => {
      await spoken;
      await refuseWith(10_013, "m")(stage);
    });
    const response = await gateway.post({ ...ASK, n: 2, stream: true });
    const { reader } = await readUntil(response, "一");
    refuse();
    while (!(await reader?.read())?.done);
    const sids = String(lineOf(gateway)["sid"]).split(",");
    expect(sids).toEqual([expect.stringMatching(SID), expect.stringMatching(SID)]);
    expect(new Set(sids).size).toBe(2);
    expect(lineOf(gateway)).toMatchObject({ code: "content_filter", spark_code: 10_013 });
  });

  it("records a queue timeout without an app", async () => {
    await using gateway = await startLimited(
      { concurrency: 1 },
      { settings: { QUEUE_TIMEOUT_MS: "20" } },
    );
    gateway.simulator.play(stallAfter(["一"]));
    const abort = new AbortController();
    const held = await gateway.post({ ...ASK, stream: true }, { signal: abort.signal });
    expect((await ask(gateway)).status).toBe(429);
    expect(lineOf(gateway)).toMatchObject({
      code: "rate_limit_exceeded",
      failure: "queue-timeout",
      frames: 0,
      status: 429,
    });
    expect(lineOf(gateway)).not.toHaveProperty("app");
    abort.abort();
    await held.body?.cancel();
  });

  it("records caller_left when the client disconnects in the queue", async () => {
    await using gateway = await startLimited({ concurrency: 1 });
    gateway.simulator.play(stallAfter(["一"]));
    const [first, second] = [new AbortController(), new AbortController()];
    const held = await gateway.post({ ...ASK, stream: true }, { signal: first.signal });
    const waiting = gateway.post(ASK, { signal: second.signal });
    await turns(3);
    second.abort();
    expect((await waiting).status).toBe(499);
    expect(lineOf(gateway)).toMatchObject({ ended: "caller_left", frames: 0, code: "caller_gone" });
    expect(lineOf(gateway)).not.toHaveProperty("app");
    first.abort();
    await held.body?.cancel();
  });

  it("records every app that was tried, in order", async () => {
    const apps = [toSimulated("one"), toSimulated("two")];
    await using gateway = await startWithApps(apps);
    gateway.simulator.play(refuseWith(11_202, "m"), answer(["好"]));
    expect((await ask(gateway)).status).toBe(200);
    expect(lineOf(gateway)).toMatchObject({
      app: "SPARK_APPS[0],SPARK_APPS[1]",
      ended: "complete",
      finish_reason: "stop",
      frames: 2,
    });
  });

  it("counts the frames of both attempts of a repaired answer", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(answer(["no"]), answer(["{}"]));
    await ask(gateway, JSON_WANTED);
    expect(lineOf(gateway)).toMatchObject({ ended: "complete", frames: 2, app: "APP_ID" });
  });

  it.each([
    ["over the rate limit", { RATE_LIMIT: "1/min" }, "rate_limit_exceeded", "rate-limited"],
    ["over the token budget", { TOKEN_BUDGET: "1/day" }, "insufficient_quota", "budget-spent"],
  ])("records that a caller is %s, without an IP address", async (_, settings, code, failure) => {
    await using gateway = await startGateway({ settings });
    await ask(gateway);
    expect((await ask(gateway)).status).toBe(429);
    expect(lineOf(gateway)).toMatchObject({ status: 429, code, failure, ended: "failed" });
    expect(JSON.stringify(gateway.log)).not.toMatch(/203\.0\.113/);
  });

  it("records Spark's code for an app in cooldown that was not asked again", async () => {
    const apps = [toSimulated("one"), toSimulated("two")];
    await using gateway = await startWithApps(apps, {
      listed: apps.map((app) => toListed(app, { concurrency: 1 })),
    });
    gateway.simulator.play(refuseWith(11_201, "m"), refuseWith(11_201, "m"));
    expect((await ask(gateway)).status).toBe(429);
    expect(lineOf(gateway)).toMatchObject({ failure: "spark-rejected", frames: 2 });
    expect((await ask(gateway)).status).toBe(429);
    expect(lineOf(gateway)).toMatchObject({
      code: "insufficient_quota",
      failure: "apps-cooling-down",
      frames: 0,
      spark_code: 11_201,
    });
    expect(lineOf(gateway)).not.toHaveProperty("app");
  });
});
