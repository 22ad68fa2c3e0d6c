import { describe, expect, it } from "vitest";

import { findFailure } from "@/lib/core/errors";
import { createMeter } from "@/lib/gateway/shares/meter";

function start() {
  let at = 1000;
  const meter = createMeter({ what: "pixels", limit: 100, windowMs: 60_000, now: () => at });
  const take = (owner: string, amount: number): unknown => {
    try {
      return meter.take(owner, amount);
    } catch (error) {
      return findFailure(error);
    }
  };
  return { meter, take, pass: (ms: number) => void (at += ms) };
}

const BUSY = { kind: "caller-busy", what: "pixels" };

describe("createMeter", () => {
  it("accepts what fits, reports when the window ends, and counts owners separately", () => {
    const { take, pass } = start();
    expect(take("a", 60)).toBeUndefined();
    pass(10_000);
    expect(take("a", 50)).toMatchObject({ ...BUSY, retryAfterMs: 50_000 });
    expect(take("a", 40)).toBeUndefined();
    expect(take("b", 100)).toBeUndefined();
    pass(50_000);
    expect(take("a", 100)).toBeUndefined();
  });

  it("accepts the first work of a window of any size, and then no more", () => {
    const { meter, take } = start();
    expect(take("a", 500)).toBeUndefined();
    expect(take("a", 1)).toMatchObject(BUSY);
    expect(() => meter.require("a")).toThrow("caller-busy");
  });

  it("starts a new window if the clock was set back", () => {
    const { take, pass } = start();
    take("a", 100);
    pass(-7_200_000);
    expect(take("a", 100)).toBeUndefined();
  });

  it("removes expired windows, and never stores more than the maximum", () => {
    const { take, pass } = start();
    for (let at = 0; at < 50_000; at += 1) take(`stranger ${at}`, 100);
    pass(60_000);
    expect(take("stranger 1", 100)).toBeUndefined();
  });
});
