import { describe, expect, it } from "vitest";

import { type Outcome, openPool, QUEUE_TIMEOUT_MS, settled, toApp } from "./pooling";

const labels = (outcomes: readonly Outcome[]): (string | undefined)[] =>
  outcomes.map(({ lease }) => lease?.member.label);

describe("the queue", () => {
  it("serves requests in the order of their arrival as connections end", async () => {
    const { ask } = openPool(toApp("a", { concurrency: 1 }));
    const outcomes = [ask(), ask(), ask()];
    for (const [index, outcome] of outcomes.entries()) {
      await settled();
      expect(labels(outcomes).filter(Boolean)).toHaveLength(index + 1);
      outcome.lease?.release();
    }
  });

  it("serves two requests a second at a rate limit of 2", async () => {
    const { ask, clock } = openPool(toApp("a", { qps: 2 }));
    const outcomes = Array.from({ length: 6 }, () => ask());
    for (const served of [2, 4, 6]) {
      await settled();
      expect(labels(outcomes)).toEqual(outcomes.map((_, at) => (at < served ? "a" : undefined)));
      for (const { lease } of outcomes) lease?.markSent();
      clock.advance(1050);
    }
  });

  it("serves requests in time beside an unlimited app for another model", async () => {
    const { ask, clock, refuse } = openPool(
      toApp("refused"),
      toApp("other", { models: ["4.0Ultra"] }),
      toApp("a", { qps: 1 }),
    );
    expect(await refuse(11_201)).toBe("refused");
    const outcomes = [ask(), ask()];
    await settled();
    expect(labels(outcomes)).toEqual(["a", undefined]);
    outcomes[0]?.lease?.markSent();
    clock.advance(1050);
    await settled();
    expect(labels(outcomes)).toEqual(["a", "a"]);
  });

  it("gives a free app to the first request that it can serve", async () => {
    const { ask, take } = openPool(
      toApp("lite", { concurrency: 1, models: ["lite"] }),
      toApp("any", { concurrency: 1 }),
    );
    const [first, second] = [await take(), await take()];
    const [ultra, lite] = [ask({ model: "4.0Ultra" }), ask()];
    const byLabel = new Map([first, second].map((lease) => [lease.member.label, lease]));
    byLabel.get("lite")?.release();
    await settled();
    expect(labels([ultra, lite])).toEqual([undefined, "lite"]);
    byLabel.get("any")?.release();
    await settled();
    expect(labels([ultra])).toEqual(["any"]);
  });

  it("does not let a new request overtake a waiting one", async () => {
    const { ask, clock, take } = openPool(toApp("a", { qps: 1 }));
    (await take()).markSent();
    const first = ask();
    clock.advance(1049);
    const second = ask();
    clock.advance(1);
    await settled();
    expect(labels([first, second])).toEqual(["a", undefined]);
  });

  it("rejects requests at the timeout with an estimate of when to retry", async () => {
    const { ask, clock, take } = openPool(toApp("a", { qps: 2, concurrency: 1 }));
    await take();
    const outcomes = [ask(), ask(), ask(), ask(), ask()];
    clock.advance(QUEUE_TIMEOUT_MS - 1);
    await settled();
    expect(outcomes[0]).toEqual({});
    clock.advance(1);
    await settled();
    for (const { failure } of outcomes) {
      expect(failure).toMatchObject({ kind: "queue-timeout", afterMs: QUEUE_TIMEOUT_MS });
    }
    expect(outcomes[0]?.failure).toMatchObject({ retryAfterMs: 3000 });
  });

  it("drops a request when its client disconnects and serves the next", async () => {
    const { ask, clock, take } = openPool(toApp("a", { concurrency: 1 }));
    const lease = await take();
    const abort = new AbortController();
    const gone = new Error("gone");
    const [left, next] = [ask({ signal: abort.signal }), ask()];
    abort.abort(gone);
    await settled();
    expect(left.error).toBe(gone);
    lease.release();
    await settled();
    expect(labels([next])).toEqual(["a"]);
    next.lease?.release();
    expect(clock.alarms).toBe(0);
  });

  it("rejects a request whose client has already disconnected", async () => {
    const { ask, take } = openPool(toApp("a", { concurrency: 1 }));
    const left = ask({ signal: AbortSignal.abort() });
    await settled();
    expect(left.error).toBeInstanceOf(DOMException);
    expect((await take()).member.label).toBe("a");
  });

  it("extends the timeout while another choice of the same request is answered", async () => {
    const { ask, clock } = openPool(toApp("a", { concurrency: 1 }));
    const party = { held: 0 };
    const choices = [ask({ party }), ask({ party })];
    const stranger = ask();
    clock.advance(2.5 * QUEUE_TIMEOUT_MS);
    await settled();
    expect(labels(choices)).toEqual(["a", undefined]);
    expect(choices[1]?.failure).toBeUndefined();
    expect(stranger.failure).toMatchObject({ kind: "queue-timeout" });
    choices[0]?.lease?.release();
    await settled();
    expect(labels(choices)).toEqual(["a", "a"]);
  });
});
