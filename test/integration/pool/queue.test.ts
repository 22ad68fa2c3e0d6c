import { describe, expect, it } from "vitest";

import { answer } from "../../simulator/scripts";
import type { Script, Stage } from "../../simulator/simulator";
import { createClock } from "../../unit/gateway/pool/clock";
import { ASK } from "../setup/gateway";
import { listAsked, startLimited, startWithApps, toSimulated, turns } from "../setup/several-apps";
import { readStream, readUntil } from "../setup/sse";
import { eventually } from "../../eventually";

/** A script that answers when released. */
function createHold() {
  let letGo: () => void = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const script: Script = async (stage: Stage) => {
    await held;
    await answer(["好"])(stage);
  };
  return { script, letGo };
}

describe("the queue", () => {
  it("serves 20 concurrent callers in order at 2 requests a second, without an 11202", async () => {
    const clock = createClock();
    await using gateway = await startLimited(
      { qps: 2 },
      {
        clock,
        settings: { QUEUE_TIMEOUT_MS: "60000" },
        simulator: { now: clock.now },
        deps: { now: () => new Date(clock.now()) },
      },
    );
    const done: number[] = [];
    const callers = Array.from({ length: 20 }, async (_, at) => {
      const content = `caller ${at}`;
      const messages = [{ role: "user", content }];
      const stream = at % 2 === 0;
      const response = await gateway.post({ ...ASK, messages, stream });
      const text = stream ? (await readStream(response)).text : await response.text();
      done.push(at);
      return { status: response.status, isOwn: text.includes(`“${content}”`) };
    });
    for (let served = 2; served <= 20; served += 2) {
      await eventually(() => expect(done.length).toBe(served));
      // Give any request that could slip through the time to do so.
      await turns(20);
      expect(gateway.simulator.connections).toHaveLength(served);
      clock.advance(1050);
    }
    const answers = await Promise.all(callers);
    expect(answers).toEqual(answers.map(() => ({ status: 200, isOwn: true })));
    const requests = await Promise.all(gateway.simulator.connections.map(({ request }) => request));
    const order = requests.map(({ payload }) => payload?.message?.text?.at(-1)?.content);
    for (let at = 0; at < 20; at += 2) {
      const pair = [`caller ${at}`, `caller ${at + 1}`];
      expect(new Set(order.slice(at, at + 2))).toEqual(new Set(pair));
    }
    expect(clock.alarms).toBe(0);
  });

  it("rejects most of 20 concurrent callers when the limits are not configured", async () => {
    const app = toSimulated("app", { qps: 2 });
    await using gateway = await startWithApps([app]);
    const codes = await Promise.all(
      Array.from({ length: 20 }, async () => (await (await gateway.post(ASK)).json()).error?.code),
    );
    expect(codes.filter((code) => code === "rate_limit_exceeded").length).toBeGreaterThan(10);
  });

  it.each([1, 3])(
    "serves 20 concurrent callers over %d connections, without an 11203",
    async (concurrency) => {
      await using gateway = await startLimited({ concurrency }, { deps: { delay: refuseToWait } });
      const statuses = await Promise.all(
        Array.from({ length: 20 }, async (_, at) => {
          const response = await gateway.post({ ...ASK, stream: at % 2 === 0 });
          return (await response.text()).includes("error") ? "error" : response.status;
        }),
      );
      expect(new Set(statuses)).toEqual(new Set([200]));
      expect(gateway.simulator.connections).toHaveLength(20);
    },
  );

  it("uses whichever app is free", async () => {
    const apps = [toSimulated("a", { concurrency: 1 }), toSimulated("b", { concurrency: 1 })];
    await using gateway = await startWithApps(apps, { settings: { APP_CONCURRENCY: "1" } });
    const hold = createHold();
    gateway.simulator.play(hold.script);
    const held = gateway.post(ASK);
    await (
      await gateway.simulator.connection(0)
    ).request;
    for (let time = 0; time < 3; time += 1) expect((await gateway.post(ASK)).status).toBe(200);
    expect(listAsked(gateway)).toEqual(["a", "b", "b", "b"]);
    hold.letGo();
    expect((await held).status).toBe(200);
  });

  it("rejects a request with 429 and retry-after when its wait times out", async () => {
    const clock = createClock();
    await using gateway = await startLimited({ concurrency: 1 }, { clock });
    const hold = createHold();
    gateway.simulator.play(hold.script);
    const first = gateway.post(ASK);
    await gateway.simulator.connection(0);
    for (const stream of [false, true]) {
      const asked = gateway.post({ ...ASK, stream });
      await eventually(() => expect(clock.alarms).toBe(1));
      clock.advance(10_000);
      const response = await asked;
      expect(response.status).toBe(429);
      expect(response.headers.get("retry-after")).toBe("1");
      expect(response.headers.get("retry-after-ms")).toBe("1000");
      expect(await response.json()).toMatchObject({
        error: { type: "rate_limit_error", code: "rate_limit_exceeded" },
      });
    }
    expect(gateway.simulator.connections).toHaveLength(1);
    hold.letGo();
    expect((await first).status).toBe(200);
    expect((await gateway.post(ASK)).status).toBe(200);
  });

  it("sends heartbeats to a waiting stream, then its answer or its error", async () => {
    const clock = createClock();
    await using gateway = await startLimited(
      { concurrency: 1 },
      { clock, settings: { STREAM_COMMIT_MS: "10", HEARTBEAT_MS: "10" } },
    );
    const [first, second] = [createHold(), createHold()];
    gateway.simulator.play(first.script, second.script);
    const held = gateway.post(ASK);
    await gateway.simulator.connection(0);
    const waiting = await gateway.post({ ...ASK, stream: true });
    const { reader, seen } = await readUntil(waiting, ": keep-alive\n\n: keep-alive\n\n");
    expect(seen).toContain('"role":"assistant"');
    first.letGo();
    await held;
    await (
      await gateway.simulator.connection(1)
    ).request;
    // Another stream now waits until its timeout.
    const response = await gateway.post({ ...ASK, stream: true });
    clock.advance(10_000);
    const late = await readStream(response);
    expect(late.error).toMatchObject({ code: "rate_limit_exceeded" });
    expect(late.isDone).toBe(false);
    second.letGo();
    let rest = "";
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      rest += part.value;
    }
    expect(rest).toMatch(/好[\s\S]*\[DONE\]/);
    expect(gateway.simulator.connections).toHaveLength(2);
  });

  it("drops a waiting request at once when the client disconnects, without contacting Spark", async () => {
    await using gateway = await startLimited({ concurrency: 1 });
    const hold = createHold();
    gateway.simulator.play(hold.script);
    const first = gateway.post(ASK);
    await gateway.simulator.connection(0);
    const abort = new AbortController();
    const left = gateway.post(ASK, { signal: abort.signal });
    const next = gateway.post(ASK);
    await turns(5);
    const leftAt = performance.now();
    abort.abort();
    expect((await left).status).toBe(499);
    expect(performance.now() - leftAt).toBeLessThan(200);
    hold.letGo();
    expect([(await first).status, (await next).status]).toEqual([200, 200]);
    expect(gateway.simulator.connections).toHaveLength(2);
    expect(gateway.log.filter(({ ended }) => ended === "caller_left")).toHaveLength(1);
  });

  it("serves n choices with fewer permits than choices", async () => {
    await using gateway = await startLimited({ concurrency: 2 });
    const answers = await Promise.all(
      [false, true, false].map(async (stream) => {
        const response = await gateway.post({ ...ASK, n: 4, stream });
        if (!stream) return (await response.json()).choices.length;
        return (await readStream(response)).finishReasons.length;
      }),
    );
    expect(answers).toEqual([4, 4, 4]);
    expect(gateway.simulator.connections).toHaveLength(12);
  });

  it("limits concurrent connections over HTTP as well", async () => {
    const app = toSimulated("app", { concurrency: 1 });
    const { apiPassword } = app;
    await using gateway = await startWithApps([app], {
      listed: [{ apiPassword, concurrency: 1 }],
      deps: { delay: refuseToWait },
    });
    const statuses = await Promise.all(
      Array.from({ length: 8 }, async (_, at) => {
        const response = await gateway.post({ ...ASK, stream: at % 2 === 0 });
        return (await response.text()).includes("error") ? "error" : response.status;
      }),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
  });
});

function refuseToWait(): Promise<void> {
  return Promise.reject(new Error("nobody was to be asked again"));
}
