import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { findFailure } from "@/lib/core/errors";
import { createByteShares, type Holding } from "@/lib/gateway/shares/byte-shares";

const stranger = (key: string) => ({ key, isKnown: false });
const known = (key: string) => ({ key, isKnown: true });

function add(holding: Holding, bytes: number): string {
  try {
    holding.add(bytes);
    return "held";
  } catch (error) {
    return findFailure(error)?.kind ?? String(error);
  }
}

describe("createByteShares", () => {
  it("limits a stranger to a quarter of all bytes, and all strangers together to half", () => {
    const shares = createByteShares(100, 1);
    expect(add(shares.open(stranger("a")), 25)).toBe("held");
    expect(add(shares.open(stranger("a")), 1)).toBe("caller-busy");
    expect(add(shares.open(stranger("b")), 25)).toBe("held");
    expect(add(shares.open(stranger("c")), 1)).toBe("overloaded");
    expect(add(shares.open(known("k")), 50)).toBe("held");
    expect(add(shares.open(known("k")), 1)).toBe("caller-busy");
    expect(add(shares.open(known("l")), 1)).toBe("overloaded");
  });

  it("always allows one request when nothing else is held", () => {
    expect(add(createByteShares(100, 80).open(stranger("a")), 80)).toBe("held");
    expect(add(createByteShares(10, 80).open(known("a")), 80)).toBe("held");
  });

  it("never exceeds a limit, and ends at zero, in any order of requests", () => {
    const step = fc.record({
      holder: fc.constantFrom(stranger("a"), stranger("b"), stranger("c"), known("k"), known("l")),
      bytes: fc.nat({ max: 60 }),
      isReleased: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const shares = createByteShares(100, 1);
        const open: { key: string; isKnown: boolean; bytes: number; holding: Holding }[] = [];
        const sum = (which: (one: (typeof open)[number]) => boolean): number =>
          open.filter(which).reduce((all, { bytes }) => all + bytes, 0);
        for (const { holder, bytes, isReleased } of steps) {
          const holding = shares.open(holder);
          if (add(holding, bytes) === "held") open.push({ ...holder, bytes, holding });
          if (isReleased) open.shift()?.holding.release();
          expect(sum(() => true)).toBeLessThanOrEqual(100);
          expect(sum((one) => !one.isKnown)).toBeLessThanOrEqual(50);
          for (const { key, isKnown } of open) {
            expect(sum((one) => one.key === key)).toBeLessThanOrEqual(isKnown ? 50 : 25);
          }
        }
        for (const { holding } of open) holding.release();
        expect(add(shares.open(known("k")), 50)).toBe("held");
        expect(add(shares.open(known("l")), 50)).toBe("held");
      }),
    );
  });

  it("releases bytes once, and counts none afterwards", () => {
    const shares = createByteShares(100, 1);
    const holding = shares.open(stranger("a"));
    holding.add(25);
    holding.release();
    holding.release();
    holding.add(99);
    expect(add(shares.open(stranger("a")), 25)).toBe("held");
  });
});
