import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { findFailure } from "@/lib/core/errors";
import { createBodyTurns } from "@/lib/gateway/shares/body-turns";

const WAIT_MS = 1000;
const owner = { key: "a", shareBytes: 70 };
const { signal } = new AbortController();

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const open = (maxWaiting = 10) => createBodyTurns({ waitMs: WAIT_MS, maxWaiting });

/** Notes when a body's turn has come, or why it does not. */
function follow(entering: Promise<() => void>) {
  const seen: { leave?: () => void; failure?: string } = {};
  entering.then(
    (leave) => (seen.leave = leave),
    (error: unknown) => (seen.failure = findFailure(error)?.kind ?? String(error)),
  );
  return seen;
}
const settle = () => vi.advanceTimersByTimeAsync(0);

describe("turns of long bodies", () => {
  it("come while the caller's share has room, then in order", async () => {
    const turns = open();
    const bodies = Array.from({ length: 4 }, () => follow(turns.enter(owner, 30, signal)));
    await settle();
    expect(bodies.map(({ leave }) => leave !== undefined)).toEqual([true, true, false, false]);
    bodies[0]?.leave?.();
    bodies[0]?.leave?.();
    await settle();
    expect(bodies.map(({ leave }) => leave !== undefined)).toEqual([true, true, true, false]);
  });

  it("come at once for a body that is alone, and for other callers", async () => {
    const turns = open();
    const first = follow(turns.enter(owner, 100, signal));
    const other = follow(turns.enter({ ...owner, key: "b" }, 100, signal));
    await settle();
    expect([first.leave, other.leave]).toEqual([expect.any(Function), expect.any(Function)]);
  });

  it("are refused after the wait, or where too many wait", async () => {
    const turns = open(1);
    await turns.enter(owner, 70, signal);
    const late = follow(turns.enter(owner, 1, signal));
    expect(follow(turns.enter(owner, 1, signal)).failure).toBeUndefined();
    await settle();
    const refused = follow(turns.enter(owner, 1, signal));
    await settle();
    expect([late.failure, refused.failure]).toEqual([undefined, "caller-busy"]);
    await vi.advanceTimersByTimeAsync(WAIT_MS);
    expect(late.failure).toBe("caller-busy");
    expect(vi.getTimerCount()).toBe(0);
  });

  it("pass to the next when a caller leaves", async () => {
    const turns = open();
    await turns.enter(owner, 20, signal);
    const leaving = new AbortController();
    const long = follow(turns.enter(owner, 60, leaving.signal));
    const short = follow(turns.enter(owner, 10, signal));
    await settle();
    expect(short.leave).toBeUndefined();
    leaving.abort(new Error("gone"));
    await settle();
    expect([long.failure, short.leave]).toEqual(["Error: gone", expect.any(Function)]);
  });

  it("come to each body in the end, and leave nothing behind", async () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(lengths, async (all) => {
        const turns = open();
        const bodies = all.map((bytes) => follow(turns.enter(owner, bytes, signal)));
        for (const body of bodies) {
          await settle();
          expect(body.leave).toBeInstanceOf(Function);
          body.leave?.();
        }
        expect(vi.getTimerCount()).toBe(0);
      }),
    );
  });
});
