import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { createWeightedRoundRobin } from "@/lib/gateway/pool/weighted-round-robin";

const weights = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 8 });

describe("createWeightedRoundRobin", () => {
  it("spreads 5:1:1 smoothly, and the same way every time", () => {
    const candidates = [
      { name: "a", weight: 5 },
      { name: "b", weight: 1 },
      { name: "c", weight: 1 },
    ];
    const rotation = createWeightedRoundRobin<{ name: string; weight: number }>();
    const turns = Array.from({ length: 14 }, () => rotation.pick(candidates)?.name);
    expect(turns.join("")).toBe("aabacaa".repeat(2));
  });

  it("gives each candidate exactly its share in every round", () => {
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 3 }), (given, rounds) => {
        const candidates = given.map((weight, index) => ({ index, weight }));
        const total = given.reduce((sum, weight) => sum + weight, 0);
        const counts = given.map(() => 0);
        const rotation = createWeightedRoundRobin<{ index: number; weight: number }>();
        for (let turn = 1; turn <= total * rounds; turn += 1) {
          const { index } = rotation.pick(candidates) ?? { index: -1 };
          counts[index] = (counts[index] ?? 0) + 1;
          for (const [at, weight] of given.entries()) {
            const due = (turn * weight) / total;
            expect(Math.abs((counts[at] ?? 0) - due)).toBeLessThan(given.length);
          }
          if (turn % total === 0) {
            expect(counts).toEqual(given.map((weight) => (weight * turn) / total));
          }
        }
      }),
    );
  });

  it("picks only from the current candidates", () => {
    fc.assert(
      fc.property(weights, fc.array(fc.nat(255), { maxLength: 50 }), (given, masks) => {
        const candidates = given.map((weight, index) => ({ index, weight }));
        const rotation = createWeightedRoundRobin<{ index: number; weight: number }>();
        for (const mask of masks) {
          const there = candidates.filter(({ index }) => ((mask >> index) & 1) === 1);
          const picked = rotation.pick(there);
          if (there.length === 0) expect(picked).toBeUndefined();
          else expect(there).toContain(picked);
        }
      }),
    );
  });

  it("does not starve a candidate that comes and goes", () => {
    const always = { name: "always", weight: 10 };
    const sometimes = { name: "sometimes", weight: 1 };
    const rotation = createWeightedRoundRobin<typeof always>();
    const turns = Array.from({ length: 110 }, (_, turn) =>
      rotation.pick(turn % 2 === 0 ? [always, sometimes] : [always]),
    );
    expect(turns.filter((turn) => turn === sometimes).length).toBeGreaterThanOrEqual(5);
  });
});
