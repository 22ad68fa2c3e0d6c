import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";

import { createConcurrencyLimiter } from "@/lib/gateway/pool/concurrency-limiter";

import { createClock } from "./clock";

function open(limits: { concurrency?: number; qps?: number }) {
  const clock = createClock();
  const onChange = vi.fn<() => void>();
  const gate = createConcurrencyLimiter(
    { concurrency: null, qps: null, ...limits },
    clock.now,
    onChange,
  );
  return { clock, gate, onChange, hasRoom: () => gate.hasRoom(clock.now()) };
}

describe("createConcurrencyLimiter", () => {
  it("always has room without limits", () => {
    const { gate, hasRoom } = open({});
    for (let count = 0; count < 1000; count += 1) gate.acquire();
    expect(hasRoom()).toBe(true);
  });

  it("holds a permit until its release, which it reports once", () => {
    const { clock, gate, onChange, hasRoom } = open({ concurrency: 2 });
    const first = gate.acquire();
    gate.acquire();
    first.markSent();
    expect(hasRoom()).toBe(false);
    expect(gate.opensAt(clock.now())).toBe(Infinity);
    onChange.mockClear();
    first.release();
    first.release();
    expect(onChange).toHaveBeenCalledOnce();
    expect(hasRoom()).toBe(true);
    gate.acquire();
    expect(hasRoom()).toBe(false);
  });

  it("counts a request's second from when it was sent, however long dialling took", () => {
    const { clock, gate, hasRoom } = open({ qps: 1 });
    const place = gate.acquire();
    clock.advance(5000);
    expect(hasRoom()).toBe(false);
    expect(gate.opensAt(clock.now())).toBe(Infinity);
    place.markSent();
    clock.advance(1000);
    expect(hasRoom()).toBe(false);
    place.release();
    clock.advance(50);
    expect(hasRoom()).toBe(true);
  });

  it("counts a request that was never sent against the rate limit", () => {
    const { clock, gate, hasRoom } = open({ qps: 1 });
    gate.acquire().release();
    expect(hasRoom()).toBe(false);
    clock.advance(1050);
    expect(hasRoom()).toBe(true);
  });

  it("stays blocked until the later of two times", () => {
    const { clock, gate, hasRoom } = open({});
    gate.blockUntil(clock.now() + 1000);
    gate.blockUntil(clock.now() + 10);
    expect(gate.opensAt(clock.now())).toBe(clock.now() + 1000);
    clock.advance(999);
    expect(hasRoom()).toBe(false);
    clock.advance(1);
    expect(hasRoom()).toBe(true);
  });

  it("does not wait longer when the clock is set back", () => {
    const { clock, gate, hasRoom } = open({ qps: 1 });
    gate.acquire().markSent();
    gate.blockUntil(clock.now() + 1000);
    expect(hasRoom()).toBe(false);
    clock.advance(-3_600_000);
    expect(hasRoom()).toBe(true);
  });

  it("never exceeds its rate limit in any second and knows when it has room", () => {
    const step = fc.record({ pause: fc.integer({ min: 0, max: 700 }), dial: fc.nat(300) });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.array(step), (qps, steps) => {
        const { clock, gate, hasRoom } = open({ qps });
        const sent: number[] = [];
        for (const { pause, dial } of steps) {
          clock.advance(pause);
          if (!hasRoom()) clock.advance(gate.opensAt(clock.now()) - clock.now());
          expect(hasRoom()).toBe(true);
          const place = gate.acquire();
          clock.advance(dial);
          sent.push(clock.now());
          place.markSent();
        }
        for (const at of sent) {
          expect(
            sent.filter((other) => other >= at && other < at + 1000).length,
          ).toBeLessThanOrEqual(qps);
        }
      }),
    );
  });
});
