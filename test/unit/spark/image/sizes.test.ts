import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { chooseSize, listSizes, toSizeText } from "@/lib/spark/image/sizes";

const SPARK = { httpHost: null };
const MAAS = { httpHost: "maas-api.cn-huabei-1.xf-yun.com" };
const side = fc.integer({ min: 1, max: 99_999 });

describe("chooseSize", () => {
  it("chooses a size from the table, and keeps one that is already in it", () => {
    for (const model of [SPARK, MAAS]) {
      fc.assert(
        fc.property(side, side, (width, height) => {
          const chosen = chooseSize({ width, height }, model);
          expect(listSizes(model)).toContain(toSizeText(chosen));
          expect(chooseSize(chosen, model)).toEqual(chosen);
        }),
      );
    }
  });

  it("chooses the size with the nearest ratio", () => {
    fc.assert(
      fc.property(side, side, (width, height) => {
        const far = (text: string): number => {
          const [w = 1, h = 1] = text.split("x").map(Number);
          return Math.abs(Math.log((w / h) * (height / width)));
        };
        const chosen = far(toSizeText(chooseSize({ width, height }, SPARK)));
        for (const size of listSizes(SPARK)) expect(far(size)).toBeGreaterThan(chosen - 1e-9);
      }),
    );
  });

  it.each([
    [{ width: 100, height: 100 }, "512x512"],
    [{ width: 900, height: 900 }, "1024x1024"],
    [{ width: 1920, height: 1080 }, "1280x720"],
    [{ width: 160, height: 90 }, "640x360"],
  ])("chooses the nearest area among sizes of one ratio: %j → %s", (wanted, expected) => {
    expect(toSizeText(chooseSize(wanted, SPARK))).toBe(expected);
  });
});
